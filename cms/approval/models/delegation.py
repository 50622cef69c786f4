"""Absence and departure: who decides in whose stead, and who took over from whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.organisation.models import Person
from cms.workdays import local_day


class DelegationQuerySet(models.QuerySet):
    """Delegations by whether they hold."""

    def in_force(self, day=None):
        """Delegations that hold on the day: begun, not over, not ended early, between accounts that are open.

        Today is the province's day, whatever time zone a person's profile names.
        """
        day = day or local_day(timezone.now())
        return self.filter(
            ended_at=None, first_day__lte=day, last_day__gte=day, absent__is_active=True, deputy__is_active=True
        )


class Delegation(models.Model):
    """For a period of absence another person of the same office takes the steps of this one."""

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegations", verbose_name=_("absent")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deputising", verbose_name=_("deputy")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-pk"]
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="delegation_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="delegation_to_another_account"),
        ]

    def __str__(self):
        return f"{self.absent} → {self.deputy}, {self.first_day} – {self.last_day}"


class Handover(models.Model):
    """Somebody left and another took over what was unfinished."""

    leaver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("leaver"))
    successor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("successor"))
    submissions = models.PositiveIntegerField(_("submissions"), default=0)
    drafts = models.PositiveIntegerField(_("drafts"), default=0)
    roles = models.JSONField(_("roles"), default=list)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")

    def __str__(self):
        return f"{self.leaver} → {self.successor}"
