import logging

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState, WorkflowState

from cms.approval.checks.submission import check_at_step
from cms.approval.models.decision import StepDecision
from cms.approval.models.delegation import Delegation
from cms.approval.procedure.decision_forms import ApprovalForm, ReturnForm, SecrecyForm
from cms.approval.procedure.marks import UnknownPassage, check_marks, keep_marks, lines_to_marks
from cms.approval.procedure.people import capacities, name_list, record_of, who_may
from cms.approval.procedure.secrecy import Unanswered, answers
from cms.approval.procedure.steps import Step
from cms.approval.procedure.submission import is_as_submitted, start_clock, submission_of

logger = logging.getLogger(__name__)
CHANGED = _(
    "A file of this text, or who may read it, was changed after it was submitted. Return it to be submitted again."
)


class StepRefused(PermissionDenied):
    """A step of the procedure that this person cannot take, or not now; the text says why."""


class UnderApprovalLock(WorkflowLock):
    """A text that waits for a decision stays as it was submitted, whoever opens it: what is read is what is decided."""

    def for_user(self, user):
        return True

    def get_message(self, user):
        return _(
            "This text waits for “%(step)s” and cannot be changed meanwhile. "
            "Who submitted it may cancel that; who decides may return it with a reason."
        ) % {"step": self.task.name}

    def get_description(self, user, can_lock=False):
        return _("Nobody changes a text that waits for approval")


class ReviewStepTask(AbstractGroupApprovalTask):
    """One step of the procedure, taken by a member of its group who has not taken part before; no superuser either.

    Every workflow has all steps; those that a text does not need are skipped when it comes to them.
    """

    Step = Step

    step = models.CharField(_("step"), max_length=20, choices=Step, default=Step.REVIEW)
    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "step"]
    lock_class = UnderApprovalLock

    class Meta:
        verbose_name = _("approval step")
        verbose_name_plural = _("approval steps")

    @classmethod
    def get_description(cls):
        return _("A step taken by a member of the group who neither wrote nor approved the text before")

    def start(self, workflow_state, user=None):
        """Begin at the first step that has not approved the text as it is now; steps that it does not need are skipped.

        Wagtail lets a text that was returned and changed go on where it was returned; here it goes through all steps.
        """
        if not isinstance(workflow_state.content_object, Page):
            raise StepRefused(_("This procedure is for pages; shared texts have their own."))
        first = workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        submission = submission_of(workflow_state, user)
        if self.step not in submission.steps:
            return self._skip(workflow_state, submission)
        check_at_step(workflow_state)
        task_state = super().start(workflow_state, user=user)
        start_clock(task_state, self.step, submission, workflow_state.content_object)
        if not self.groups.filter(user__is_active=True).exists():
            logger.warning(
                "Nobody belongs to the step %s, for which page %s waits.", self, submission.revision.object_id
            )
        return task_state

    def _skip(self, workflow_state, submission):
        now = timezone.now()
        return TaskState.objects.create(
            workflow_state=workflow_state,
            task=self,
            revision_id=submission.revision_id,
            status=TaskState.STATUS_SKIPPED,
            finished_at=now,
        )

    def has_member(self, user):
        """Whether the user belongs to the step's groups, asked once for all steps of all sites."""
        if not hasattr(user, "_approval_steps"):
            memberships = type(self).groups.through.objects.filter(group__user=user)
            user._approval_steps = set(memberships.values_list("reviewsteptask", flat=True))
        return self.pk in user._approval_steps

    def involves(self, user):
        """Whether the user takes this step, in the user's own right or in another's stead."""
        if self.has_member(user):
            return user.is_active
        if not hasattr(user, "_deputy_steps"):
            absent = Delegation.objects.in_force().filter(deputy=user).values("absent")
            memberships = type(self).groups.through.objects.filter(group__user__in=absent)
            user._deputy_steps = set(memberships.values_list("reviewsteptask", flat=True))
        return self.pk in user._deputy_steps

    def _user_in_groups(self, user):
        return self.involves(user)

    def user_can_access_editor(self, obj, user):
        return self.involves(user)

    def user_can_lock(self, obj, user):
        return False

    def locked_for_user(self, obj, user):
        """For everybody, the deciders included; they return what needs a change."""
        return True

    def get_form_for_action(self, action):
        """What is asked with a decision: a reason, a checklist, or a comment."""
        if action == "reject":
            return ReturnForm
        return SecrecyForm if self.needs_checklist else ApprovalForm

    @property
    def needs_checklist(self):
        """Whether the step is approved only with its checklist."""
        return self.step == Step.SECRECY

    def get_actions(self, obj, user):
        """Approve or return, for who may decide; nobody else sees a button."""
        state = obj.current_workflow_state
        waiting = state.current_task_state if state else None
        if waiting is None or waiting.task_id != self.pk:
            return []
        refusal, _absent, conflict = self.verdict(obj, user, state)
        if refusal:
            return []
        back = [("reject", _("Return with a reason"), True)]
        if conflict:
            return back
        plain = [] if self.needs_checklist else [("approve", self.approval_verb, False)]
        with_words = self.approval_verb if self.needs_checklist else _("Approve with comment")
        return [*plain, ("approve", with_words, True), *back]

    @property
    def approval_verb(self):
        """What the last step is called: its decision is seen by everybody."""
        if self.step == Step.SIGN_OFF:
            return _("Sign off and publish")
        return _("Nothing secret: approve") if self.needs_checklist else _("Approve")

    def refusal(self, page, user, state):
        """Why the user cannot take this step, in a sentence; '' for who may."""
        return self.verdict(page, user, state)[0]

    def refusal_with_names(self, page, user, state):
        """Why not this person, and who may instead, for whoever reads it before the work; '' for who may."""
        refusal = self.refusal(page, user, state)
        if not refusal:
            return ""
        others = who_may(page, state)
        if not others:
            return _("%(refusal)s At present nobody else can; ask the supervising office for a colleague.") % {
                "refusal": refusal
            }
        return _("%(refusal)s Who may: %(names)s.") % {"refusal": refusal, "names": name_list(others)}

    def verdict(self, page, user, state):
        """The refusal; for who may, in whose stead, and why the text can only be returned, if so."""
        ways = capacities(user, self)
        if not ways:
            groups = ", ".join(self.groups.values_list("name", flat=True))
            return _("This step is taken by a member of “%(groups)s”.") % {"groups": groups}, None, ""
        record = record_of(page, state)
        objections = [(record.objection(user, absent), absent, record.conflict) for absent in ways]
        return min(objections, key=lambda verdict: bool(verdict[0]))

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for this user."""
        if not self.involves(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, comment="", checklist=(), passages=(), **kwargs):
        """Take the step. `checklist` holds the numbers of the confirmed questions, `passages` pairs of quote and remark
        (or lines of them). Run and page are locked: of two who decide at once, the second finds it decided, and what an
        editor saves meanwhile waits.

        Raises StepRefused for a person who took part before, for a step that somebody else took in the meantime, for
        a state of another task, and where the text is no longer the one that was submitted.
        """
        state = WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        Page.objects.select_for_update().get(pk=state.object_id)
        waiting = state.current_task_state
        if waiting is None or waiting.pk != task_state.pk or task_state.task_id != self.pk:
            raise StepRefused(_("This step is not the one that waits."))
        if waiting.status != TaskState.STATUS_IN_PROGRESS or state.status != WorkflowState.STATUS_IN_PROGRESS:
            raise StepRefused(_("This step was decided in the meantime."))
        page = state.content_object
        refusal, absent, conflict = self.verdict(page, user, state)
        if action_name == "approve":
            refusal = refusal or conflict
        if refusal:
            raise StepRefused(refusal)
        decision = StepDecision(
            task_state=waiting,
            workflow_state=state,
            revision_id=waiting.revision_id,
            step=self.step,
            user=user,
            person_id=user.person_id,
            on_behalf_of_id=absent.person_id if absent else None,
        )
        if action_name == "approve":
            self._approve(decision, waiting, page, checklist)
        elif action_name == "reject":
            self._return(decision, waiting, comment, passages)
        else:
            raise StepRefused(_("This step is approved or returned, nothing else."))
        super().on_action(waiting.specific, user, action_name, comment=comment)

    def _approve(self, decision, waiting, page, checklist):
        if waiting.revision_id != page.latest_revision_id:
            raise StepRefused(_("The text was changed after it was submitted; it has to be submitted again."))
        if not is_as_submitted(submission_of(waiting.workflow_state)):
            raise StepRefused(CHANGED)
        if self.needs_checklist:
            try:
                decision.checklist = answers(checklist)
            except Unanswered as unanswered:
                raise StepRefused(str(unanswered)) from unanswered
        decision.outcome = StepDecision.Outcome.APPROVED
        decision.save()

    def _return(self, decision, waiting, comment, passages):
        if not comment.strip():
            raise StepRefused(_("Say why you return it."))
        marks = lines_to_marks(passages) if isinstance(passages, str) else list(passages)
        try:
            keep_marks(waiting, check_marks(waiting.revision, marks))
        except UnknownPassage as unknown:
            raise StepRefused(str(unknown)) from unknown
        decision.outcome = StepDecision.Outcome.RETURNED
        decision.save()
