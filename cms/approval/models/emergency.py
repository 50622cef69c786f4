from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EmergencyQuerySet(models.QuerySet):
    """Emergency publications by what they wait for."""

    def proposed(self):
        """Those that wait for the second person."""
        return self.filter(confirmed_at=None, refused_at=None)

    def to_review(self):
        """Those that are public, or were, and wait for the review afterwards; the first due first."""
        return self.filter(confirmed_at__isnull=False, reviewed_at=None).order_by("due_at", "pk")

    def of_departments(self, departments):
        """Those of the departments' sites; None among them is the portal."""
        own = Q(department__in=departments)
        return self.filter(own | Q(department=None) if None in departments else own)


class Emergency(models.Model):
    """A page published by two named people without the procedure, for a reason, and reviewed afterwards.

    It stays listed until the supervising office reviewed it, whatever became of the page meanwhile.
    """

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("Right: it stays public")
        WITHDRAWN = "withdrawn", _("Wrong: it is withdrawn")

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="emergencies", verbose_name=_("page")
    )
    title = models.CharField(_("title"), max_length=255)
    department = models.ForeignKey(
        "organisation.Department", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("department")
    )
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    approval = models.OneToOneField(
        "approval.Approval", on_delete=models.SET_NULL, null=True, related_name="emergency", verbose_name=_("approval")
    )
    reason = models.CharField(_("reason"), max_length=500)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("second person")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    refused_at = models.DateTimeField(_("refused at"), null=True)
    due_at = models.DateTimeField(_("review due"), null=True)
    informed_at = models.DateTimeField(_("supervising office informed at"), null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True)
    outcome = models.CharField(_("result of the review"), max_length=10, choices=Outcome, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("emergency publication")
        verbose_name_plural = _("emergency publications")

    def __str__(self):
        return self.title

    @property
    def is_proposed(self):
        """Whether it waits for the second person."""
        return self.confirmed_at is None and self.refused_at is None

    @property
    def is_to_review(self):
        """Whether it waits for the review afterwards."""
        return self.confirmed_at is not None and self.reviewed_at is None

    @property
    def is_overdue(self):
        """Whether the review should have been done by now."""
        return self.is_to_review and self.due_at < timezone.now()
