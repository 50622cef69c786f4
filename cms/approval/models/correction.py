from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CorrectionQuerySet(models.QuerySet):
    """Corrections by what became of them."""

    def open(self):
        """Those that are still to be published."""
        return self.filter(closed_at=None)

    def with_outcome(self, now=None):
        """Each with its `outcome`, told in the database so that lists and counts agree."""
        outcome = Correction.Outcome
        now = now or timezone.now()
        return self.annotate(
            outcome=Case(
                When(closing=Correction.Closing.SET_ASIDE, then=Value(outcome.SET_ASIDE)),
                When(due_at=None, then=Value(outcome.OPEN)),
                When(closed_at=None, due_at__lt=now, then=Value(outcome.OVERDUE)),
                When(closed_at=None, then=Value(outcome.OPEN)),
                When(closed_at__lte=F("due_at"), then=Value(outcome.KEPT)),
                default=Value(outcome.MISSED),
                output_field=models.CharField(),
            )
        )


class Correction(models.Model):
    """Public material changed at its source and has to be replaced within two working days (plan §3).

    It is begun by a department's notice, or by the first change of a text that is public, and closes by itself when
    a text written since then is published.
    """

    class Cause(models.TextChoices):
        NOTICE = "notice", _("Notice of a change")
        EDIT = "edit", _("Change begun")

    class Closing(models.TextChoices):
        PUBLISHED = "published", _("Correction published")
        TAKEN_OFF = "taken_off", _("Page taken off")
        SET_ASIDE = "set_aside", _("Set aside")

    class Outcome(models.TextChoices):
        OPEN = "open", _("Not corrected yet")
        OVERDUE = "overdue", _("Overdue")
        KEPT = "kept", _("Kept")
        MISSED = "missed", _("Missed")
        SET_ASIDE = "set_aside", _("Set aside")

    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        related_name="corrections",
        verbose_name=_("page"),
    )
    title = models.CharField(_("title"), max_length=255)
    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.PROTECT,
        null=True,
        related_name="corrections",
        verbose_name=_("department"),
        help_text=_("Empty: the portal."),
    )
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    note = models.CharField(_("what has changed"), max_length=500, blank=True)
    changed_on = models.DateField(_("changed on"))
    opened_at = models.DateTimeField(_("begun at"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("begun by"),
    )
    limit = models.PositiveSmallIntegerField(_("working days"))
    due_at = models.DateTimeField(
        _("due at"), null=True, help_text=_("Empty while the working days of the year are not known.")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("closed by"),
    )
    closing = models.CharField(_("closed by way of"), max_length=10, choices=Closing, blank=True)
    closing_note = models.CharField(_("reason"), max_length=300, blank=True)
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        on_delete=models.SET_NULL,
        null=True,
        related_name="corrections",
        verbose_name=_("published text"),
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [
            models.Index(fields=["department", "-opened_at"], name="correction_by_department"),
            models.Index(fields=["due_at"], condition=Q(closed_at=None), name="correction_open_by_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=Q(closed_at=None, cause="edit"), name="one_open_correction_by_edit"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def outcome_label(self):
        """What became of it, in words; of one that was read with its outcome."""
        return self.Outcome(self.outcome).label
