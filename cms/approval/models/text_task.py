"""The one step by which a shared text with drafts is approved, in Wagtail's own workflow."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowState

from cms.approval.models.tasks import StepRefused, UnderApprovalLock
from cms.approval.procedure.decision_forms import ReturnForm
from cms.approval.texts.people import authors_of_draft, may_decide_about, refusal
from cms.approval.texts.registry import guarded_for
from cms.approval.texts.states import states_to_decide


class TextReviewTask(Task):
    """Taken by a reviewer or signer of the department that the text belongs to, who did not write it.

    One row serves all departments: the rights come from the roles, not from groups of the task.
    """

    lock_class = UnderApprovalLock

    class Meta:
        verbose_name = _("approval of a shared text")
        verbose_name_plural = _("approvals of shared texts")

    @classmethod
    def get_description(cls):
        return _("A step taken by a reviewer or signer of the text's own department who did not write it")

    def start(self, workflow_state, user=None):
        """Only a text that the gate knows can wait here."""
        if guarded_for(type(workflow_state.content_object)) is None:
            raise StepRefused(_("Only shared texts are approved by this step."))
        return super().start(workflow_state, user=user)

    def user_can_access_editor(self, obj, user):
        guarded = guarded_for(type(obj))
        return guarded is not None and may_decide_about(user, guarded, obj)

    def locked_for_user(self, obj, user):
        """For everybody: what is read is what is decided."""
        return True

    def user_can_lock(self, obj, user):
        return False

    def user_can_unlock(self, obj, user):
        return False

    def get_form_for_action(self, action):
        return ReturnForm if action == "reject" else super().get_form_for_action(action)

    def get_actions(self, obj, user):
        """Approve or return, for who may decide; nobody else sees a button."""
        state = obj.current_workflow_state
        waiting = state.current_task_state if state else None
        if waiting is None or waiting.task_id != self.pk or self.refusal(obj, user, state):
            return []
        return [("approve", _("Approve and publish"), False), ("reject", _("Return with a reason"), True)]

    def refusal(self, instance, user, state):
        """Why the user cannot take this step, in a sentence; '' for who may."""
        guarded = guarded_for(type(instance))
        if guarded is None:
            return _("Only shared texts are approved by this step.")
        authors = authors_of_draft(instance, state.current_task_state.revision, state.requested_by)
        return refusal(user, guarded, instance, authors)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for this user."""
        return states_to_decide(user).filter(task=self)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, comment="", **kwargs):
        """Approve or return; the run of the workflow is locked, so that of two who decide at once one is late.

        Raises StepRefused for who may not, for another state than the one that waits, and where the text was changed.
        """
        state = WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        waiting = state.current_task_state
        if waiting is None or waiting.pk != task_state.pk or task_state.task_id != self.pk:
            raise StepRefused(_("This step is not the one that waits."))
        if waiting.status != TaskState.STATUS_IN_PROGRESS or state.status != WorkflowState.STATUS_IN_PROGRESS:
            raise StepRefused(_("This step was decided in the meantime."))
        instance = state.content_object
        reason = self.refusal(instance, user, state)
        if reason:
            raise StepRefused(reason)
        if action_name == "approve" and waiting.revision_id != instance.latest_revision_id:
            raise StepRefused(_("The text was changed after it was submitted; it has to be submitted again."))
        if action_name == "reject" and not comment.strip():
            raise StepRefused(_("Say why you return it."))
        if action_name not in ("approve", "reject"):
            raise StepRefused(_("This step is approved or returned, nothing else."))
        super().on_action(waiting.specific, user, action_name, comment=comment)
