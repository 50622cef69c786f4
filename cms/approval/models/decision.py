"""Decisions as they were taken: by which person, in whose stead, with which answers and which marked passages."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.approval.procedure.steps import Step
from cms.organisation.models import Person


class StepDecision(models.Model):
    """Who took a step. It outlives the account: four eyes are counted by persons."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")

    task_state = models.OneToOneField("wagtailcore.TaskState", on_delete=models.CASCADE, related_name="decision")
    workflow_state = models.ForeignKey(
        "wagtailcore.WorkflowState", on_delete=models.CASCADE, related_name="step_decisions"
    )
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    step = models.CharField(_("step"), max_length=20, choices=Step)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("account")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("person"))
    on_behalf_of = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("on behalf of")
    )
    checklist = models.JSONField(_("answered questions"), default=list)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("decision about a step")
        verbose_name_plural = _("decisions about steps")

    def __str__(self):
        return f"{self.get_step_display()}: {self.get_outcome_display()}, {self.person}"


class ReturnedPassage(models.Model):
    """A passage that was marked when the text was returned."""

    task_state = models.ForeignKey(
        "wagtailcore.TaskState", on_delete=models.CASCADE, related_name="passages", verbose_name=_("step")
    )
    quote = models.CharField(_("passage"), max_length=500)
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("marked passage")
        verbose_name_plural = _("marked passages")

    def __str__(self):
        return self.quote


class Opened(models.Model):
    """A person opened exactly this text; only what was opened can be approved together with others."""

    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("opened text")
        verbose_name_plural = _("opened texts")
        constraints = [models.UniqueConstraint(fields=["revision", "person"], name="opened_once_per_person")]

    def __str__(self):
        return f"{self.revision_id}: {self.person}"
