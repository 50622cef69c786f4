from cms.approval.models.approval import Approval
from cms.approval.models.batch import Batch, BatchItem
from cms.approval.models.correction import Correction
from cms.approval.models.emergency import Emergency
from cms.approval.models.log import LogChain, LogEntry, LogEvent
from cms.approval.models.passage import Passage
from cms.approval.models.tasks import ReviewStepTask
from cms.approval.models.withdrawal import Withdrawal

__all__ = [
    "Approval",
    "Batch",
    "BatchItem",
    "Correction",
    "Emergency",
    "LogChain",
    "LogEntry",
    "LogEvent",
    "Passage",
    "ReviewStepTask",
    "Withdrawal",
]
