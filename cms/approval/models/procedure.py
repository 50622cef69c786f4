"""The procedure as data that the supervising office keeps, and what of it a submitted text has to go through."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms.approval.procedure.steps import Step
from cms.organisation.kinds import ContentKind
from cms.organisation.models import Department, Person

LEAST_PERSONS = 2


class ProcedureRule(ClusterableModel):
    """How a kind of content is decided: by which steps, by how many persons at least, by when.

    Rules without a department are the template; a department with few people may have its own, with merged steps,
    but never with fewer persons than the template demands.
    """

    kind = models.CharField(
        _("kind of content"),
        max_length=20,
        choices=ContentKind,
        blank=True,
        help_text=_("Empty: everything that has no rule of its own."),
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Empty: the template for all departments."),
    )
    min_persons = models.PositiveSmallIntegerField(
        _("least number of persons"),
        default=LEAST_PERSONS,
        validators=[MinValueValidator(LEAST_PERSONS)],
        help_text=_("Persons who decide, besides those who wrote and submitted. One person may take two merged steps."),
    )

    class Meta:
        ordering = ["department", "kind"]
        verbose_name = _("rule of procedure")
        verbose_name_plural = _("rules of procedure")
        constraints = [
            models.UniqueConstraint(fields=["kind", "department"], name="one_rule_per_kind_and_department"),
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(department=None), name="one_template_rule_per_kind"
            ),
        ]

    def __str__(self):
        kind = self.get_kind_display() if self.kind else _("Everything else")
        return f"{self.department} · {kind}" if self.department_id else str(kind)


class ProcedureStep(Orderable):
    """One step of a rule with its deadlines, in working days."""

    rule = ParentalKey(ProcedureRule, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=20, choices=Step)
    days = models.PositiveSmallIntegerField(_("working days"), default=2, validators=[MinValueValidator(1)])
    urgent_days = models.PositiveSmallIntegerField(_("working days, urgent"), default=1)
    only_with_attachments = models.BooleanField(_("only where there are attachments"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self):
        return self.get_step_display()


class SecrecyItem(models.Model):
    """One question of the checklist of the secrecy review (保密审查); all are answered, each time."""

    text = models.CharField(_("question"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("item of the secrecy checklist")
        verbose_name_plural = _("secrecy checklist")

    def __str__(self):
        return self.text

    def clean(self):
        """Without a question the review would confirm nothing."""
        if not self.active and self.is_last:
            raise ValidationError({"active": _("At least one question of the secrecy checklist stays in use.")})

    @property
    def is_last(self):
        """Whether no other question is in use."""
        return not SecrecyItem.objects.filter(active=True).exclude(pk=self.pk).exists()


class Submission(models.Model):
    """What one submitted text has to go through, as the rules stood when it was submitted, and who brought it there.

    Persons are kept here because Wagtail forgets its submitter and editors when their accounts are deleted.
    """

    workflow_state = models.OneToOneField(
        "wagtailcore.WorkflowState", on_delete=models.CASCADE, related_name="submission"
    )
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, help_text=_("Of the text, its files and who may read it.")
    )
    kind = models.CharField(_("kind of content"), max_length=20, choices=ContentKind, blank=True)
    steps = models.JSONField(_("steps"), default=dict)
    min_persons = models.PositiveSmallIntegerField(_("least number of persons"), default=LEAST_PERSONS)
    submitted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="submissions", verbose_name=_("submitted by")
    )
    kept_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        related_name="kept_submissions",
        verbose_name=_("answered for by"),
        help_text=_("Who submitted it, or who took it over."),
    )
    authors = models.ManyToManyField(Person, related_name="+", verbose_name=_("authors"))
    urgent = models.BooleanField(_("urgent"), default=False)
    urgent_reason = models.CharField(_("reason of the urgency"), max_length=200, blank=True)
    urgent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self):
        return f"{self.workflow_state_id}: {', '.join(self.steps)}"

    def days_for(self, step):
        """Working days that the step may take: fewer where it is urgent."""
        days, urgent_days = self.steps[step]
        return urgent_days if self.urgent else days


class StepClock(models.Model):
    """When a step that waits is due, with what a list of waiting texts is sorted and narrowed by.

    The day follows from `counted_from` and `days` by the calendar of working days, and follows the calendar when that
    changes while the step waits.
    """

    task_state = models.OneToOneField("wagtailcore.TaskState", on_delete=models.CASCADE, related_name="clock")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("department")
    )
    kind = models.CharField(_("kind of content"), max_length=20, choices=ContentKind, blank=True)
    step = models.CharField(_("step"), max_length=20, choices=Step)
    started_at = models.DateTimeField(_("started at"))
    counted_from = models.DateTimeField(_("counted from"))
    days = models.PositiveSmallIntegerField(_("working days"))
    due_at = models.DateTimeField(
        _("due at"), null=True, help_text=_("Empty when the working days of that year are not known yet.")
    )
    urgent = models.BooleanField(_("urgent"), default=False)

    class Meta:
        verbose_name = _("clock of a step")
        verbose_name_plural = _("clocks of steps")
        indexes = [models.Index(fields=["due_at"], name="step_clock_by_due_at")]

    def __str__(self):
        return f"{self.page_id} {self.step} {self.due_at or ''}"
