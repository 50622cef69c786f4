from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from cms.approval.procedure.steps import Step


class ReminderQuerySet(models.QuerySet):
    """Reminders by whether there is still something to do."""

    def current(self):
        """Reminders of steps that wait and of corrections that are open."""
        waiting = Q(task_state__status=TaskState.STATUS_IN_PROGRESS)
        return self.filter(waiting | Q(correction__isnull=False, correction__closed_at=None))


class Reminder(models.Model):
    """One person was reminded of one thing at one stage of its time: once, whatever is started again."""

    class Stage(models.TextChoices):
        URGENT = "urgent", _("Urgent")
        HALF = "half", _("Half of the time is over")
        TODAY = "today", _("Due today")
        AFTER = "after", _("Overdue")
        ESCALATED = "escalated", _("Overdue, to the head of the office")
        NOBODY = "nobody", _("Nobody can take this step")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("person")
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    task_state = models.ForeignKey(
        "wagtailcore.TaskState", on_delete=models.CASCADE, null=True, related_name="reminders", verbose_name=_("step")
    )
    correction = models.ForeignKey(
        "approval.Correction",
        on_delete=models.CASCADE,
        null=True,
        related_name="reminders",
        verbose_name=_("correction"),
    )
    title = models.CharField(_("title"), max_length=255)
    what = models.CharField(_("step"), max_length=20, choices=Step, blank=True, help_text=_("Empty: a correction."))
    address = models.CharField(_("address"), max_length=200)
    department = models.ForeignKey(
        "organisation.Department", on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("department")
    )
    due_at = models.DateTimeField(_("due at"), null=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    created_at = models.DateTimeField(_("made at"))
    mailed_at = models.DateTimeField(_("put into a mail at"), null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["user", "task_state", "stage"], name="one_reminder_per_step_and_stage"),
            models.UniqueConstraint(
                fields=["user", "correction", "stage"], name="one_reminder_per_correction_and_stage"
            ),
            models.CheckConstraint(
                condition=Q(task_state=None, correction__isnull=False) | Q(task_state__isnull=False, correction=None),
                name="reminder_is_of_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()}: {self.title}"

    @property
    def what_to_do(self):
        """The step that waits, or the correction, in the reader's language."""
        return Step(self.what).label if self.what else _("Publish the correction")

    @property
    def is_pressing(self):
        """Whether it is said at once, also to who wants one mail a day."""
        return self.urgent or self.stage == self.Stage.NOBODY

    @property
    def says_more(self):
        """Whether the stage tells something that the deadline does not."""
        return self.stage in (self.Stage.ESCALATED, self.Stage.NOBODY)


class ReminderChoice(models.Model):
    """How a person wants to be reminded. In the admin everybody is, whatever is chosen here."""

    class Mail(models.TextChoices):
        DIGEST = "digest", _("One mail a day, with all that is due")
        EACH = "each", _("A mail at once for each reminder")
        NONE = "none", _("No mail; only here in the admin")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder_choice", verbose_name=_("user")
    )
    mail = models.CharField(
        _("reminders by mail"),
        max_length=6,
        choices=Mail,
        default=Mail.DIGEST,
        help_text=_("What is urgent comes at once, unless you want no mail at all."),
    )
    half_time = models.BooleanField(_("remind me already when half of the time is over"), default=True)

    class Meta:
        verbose_name = _("choice of reminders")
        verbose_name_plural = _("choices of reminders")

    def __str__(self):
        return f"{self.user}: {self.get_mail_display()}"
