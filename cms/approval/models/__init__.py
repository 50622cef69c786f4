from cms.approval.models.approval import Approval
from cms.approval.models.batch import Batch, BatchItem, SampleItem, SampleOpened
from cms.approval.models.correction import Correction
from cms.approval.models.decision import Opened, ReturnedPassage, StepDecision
from cms.approval.models.delegation import Delegation, Handover
from cms.approval.models.emergency import Emergency
from cms.approval.models.finding import CheckRun, Decision, Finding, FindingDecision
from cms.approval.models.forwarding import Forwarding
from cms.approval.models.log import LogChain, LogEntry, LogEvent
from cms.approval.models.passage import Passage
from cms.approval.models.procedure import ProcedureRule, ProcedureStep, SecrecyItem, StepClock, Submission
from cms.approval.models.readings import OutsideLink, StoredText, TextSketch
from cms.approval.models.reminder import Reminder, ReminderChoice
from cms.approval.models.shown_file import ShownFile
from cms.approval.models.tasks import ReviewStepTask
from cms.approval.models.terms import CheckSetting, Term
from cms.approval.models.text import TextApproval, TextPassage, TextProposal
from cms.approval.models.text_task import TextReviewTask
from cms.approval.models.withdrawal import Expiry, Withdrawal

__all__ = [
    "Approval",
    "Batch",
    "BatchItem",
    "CheckRun",
    "CheckSetting",
    "Correction",
    "Decision",
    "Delegation",
    "Emergency",
    "Finding",
    "FindingDecision",
    "Expiry",
    "Forwarding",
    "Handover",
    "LogChain",
    "LogEntry",
    "LogEvent",
    "Opened",
    "OutsideLink",
    "Passage",
    "ProcedureRule",
    "ProcedureStep",
    "Reminder",
    "ReminderChoice",
    "ReturnedPassage",
    "ReviewStepTask",
    "SampleItem",
    "SampleOpened",
    "SecrecyItem",
    "ShownFile",
    "StepClock",
    "StepDecision",
    "StoredText",
    "Submission",
    "Term",
    "TextApproval",
    "TextPassage",
    "TextProposal",
    "TextReviewTask",
    "TextSketch",
    "Withdrawal",
]
