from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from cms.approval.people import objection


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


class ReturnForm(forms.Form):
    """What is sent back says why."""

    comment = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3}), max_length=1000)


class ReviewStepTask(AbstractGroupApprovalTask):
    """One step of the procedure, taken by a member of its group who has not taken part before; no superuser either."""

    class Step(models.TextChoices):
        REVIEW = "review", _("Review")
        SIGN_OFF = "sign_off", _("Sign-off")

    step = models.CharField(_("step"), max_length=10, choices=Step, default=Step.REVIEW)
    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "step"]
    lock_class = UnderApprovalLock

    class Meta:
        verbose_name = _("approval step")
        verbose_name_plural = _("approval steps")

    @classmethod
    def get_description(cls):
        return _("A step taken by a member of the group who neither wrote nor approved the text before")

    def start(self, workflow_state, user=None):
        """Begin at the first step that has not approved the text as it is now.

        Wagtail lets a text that was returned and changed go on where it was returned; here it goes through all steps.
        """
        first = workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)

    def _user_in_groups(self, user):
        """Whether the user belongs to the step's groups, asked once for all steps of all sites."""
        if not hasattr(user, "_approval_steps"):
            memberships = type(self).groups.through.objects.filter(group__user=user)
            user._approval_steps = set(memberships.values_list("reviewsteptask", flat=True))
        return self.pk in user._approval_steps

    def user_can_access_editor(self, obj, user):
        return self._user_in_groups(user)

    def user_can_lock(self, obj, user):
        return False

    def locked_for_user(self, obj, user):
        """For everybody, the deciders included; they return what needs a change."""
        return True

    def get_form_for_action(self, action):
        return ReturnForm if action == "reject" else super().get_form_for_action(action)

    def get_actions(self, obj, user):
        """Approve or return, for who may decide; nobody else sees a button."""
        state = obj.current_workflow_state
        waiting = state.current_task_state if state else None
        if waiting is None or waiting.task_id != self.pk or self.refusal(obj, user, state):
            return []
        return [
            ("approve", self.approval_verb, False),
            ("approve", _("Approve with comment"), True),
            ("reject", _("Return with a reason"), True),
        ]

    @property
    def approval_verb(self):
        """What the last step is called: its decision is seen by everybody."""
        return _("Sign off and publish") if self.step == self.Step.SIGN_OFF else _("Approve")

    def refusal(self, page, user, state):
        """Why the user cannot take this step, in a sentence; '' for who may."""
        if not user.is_active or not self._user_in_groups(user):
            groups = ", ".join(self.groups.values_list("name", flat=True))
            return _("This step is taken by a member of “%(groups)s”.") % {"groups": groups}
        return objection(user, page, state)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for this user."""
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Take the step.

        Raises StepRefused for a person who took part before, for a step that somebody else took in the meantime, for
        a state of another task, and where the text is no longer the one that was submitted.
        """
        state = WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        waiting = state.current_task_state
        if waiting is None or waiting.pk != task_state.pk or task_state.task_id != self.pk:
            raise StepRefused(_("This step is not the one that waits."))
        if waiting.status != TaskState.STATUS_IN_PROGRESS or state.status != WorkflowState.STATUS_IN_PROGRESS:
            raise StepRefused(_("This step was decided in the meantime."))
        page = state.content_object
        refusal = self.refusal(page, user, state)
        if refusal:
            raise StepRefused(refusal)
        if action_name == "approve" and waiting.revision_id != page.latest_revision_id:
            raise StepRefused(_("The text was changed after it was submitted; it has to be submitted again."))
        if action_name == "reject" and not kwargs.get("comment", "").strip():
            raise StepRefused(_("Say why you return it."))
        super().on_action(waiting.specific, user, action_name, **kwargs)
