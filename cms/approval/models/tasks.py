from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from cms.approval.people import taken_part


class ReviewStepTask(AbstractGroupApprovalTask):
    """One step of the procedure, taken by a member of its group who has not taken part before; no superuser either."""

    class Step(models.TextChoices):
        REVIEW = "review", _("Review")
        SIGN_OFF = "sign_off", _("Sign-off")

    step = models.CharField(_("step"), max_length=10, choices=Step, default=Step.REVIEW)
    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "step"]

    class Meta:
        verbose_name = _("approval step")
        verbose_name_plural = _("approval steps")

    @classmethod
    def get_description(cls):
        return _("A step taken by a member of the group who neither wrote nor approved the text before")

    def user_can_access_editor(self, obj, user):
        return self._user_in_groups(user)

    def locked_for_user(self, obj, user):
        return not self._user_in_groups(user)

    def get_actions(self, obj, user):
        """Approve or return, for who may decide; nobody else sees a button."""
        state = obj.current_workflow_state
        if state is None or not self.user_may_decide(obj, user, state):
            return []
        return [
            ("approve", self._approval_verb(), False),
            ("approve", _("Approve with comment"), True),
            ("reject", _("Return with a reason"), True),
        ]

    def _approval_verb(self):
        return _("Sign off and publish") if self.step == self.Step.SIGN_OFF else _("Approve")

    def user_may_decide(self, obj, user, state):
        """Whether the user belongs to the step's group and has not taken part in this text."""
        return user.is_active and self._user_in_groups(user) and user.pk not in taken_part(obj, state)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for this user."""
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Take the step.

        Raises PermissionDenied for a person who took part before, for a state of another page or task, and where the
        text is no longer the one that was submitted.
        """
        state = task_state.workflow_state
        page = state.content_object
        if state.current_task_state_id != task_state.pk or task_state.task_id != self.pk:
            raise PermissionDenied(_("This step is not the one that waits."))
        if not self.user_may_decide(page, user, state):
            raise PermissionDenied(_("Who wrote, submitted or approved a text cannot take the next step as well."))
        if action_name == "approve" and task_state.revision_id != page.latest_revision_id:
            raise PermissionDenied(_("The text was changed after it was submitted; it has to be submitted again."))
        super().on_action(task_state, user, action_name, **kwargs)
