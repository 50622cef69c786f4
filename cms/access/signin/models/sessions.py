from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from cms.access.signin.models.factors import FactorRule
from cms.organisation.models import RoleGroup


def must_have_factor(user="pk"):
    """Whether the account that the field names must have a second factor, or has one, as a part of a statement."""
    roles = FactorRule.objects.filter(required=True).values("role")
    held = RoleGroup.objects.filter(group__user=OuterRef(user), role__in=roles)
    return Q(Exists(held)) | Q(Exists(TOTPDevice.objects.filter(user=OuterRef(user), confirmed=True)))


class UserSessionQuerySet(models.QuerySet):
    """Sessions by what they are good for."""

    def with_obligation(self):
        """Each with whether its account has to show a second factor."""
        condition = Q(user__is_superuser=True) | must_have_factor("user")
        return self.annotate(needs_factor=ExpressionWrapper(condition, output_field=BooleanField()))

    def running(self, now=None):
        """Those that are neither idle for too long nor too old."""
        now = now or timezone.now()
        idle, longest = now - idle_time(), now - longest_time()
        return self.filter(last_seen_at__gt=idle, started_at__gt=longest)

    def over(self, now):
        """The others, which nobody came back to."""
        return self.exclude(pk__in=self.running(now).values("pk"))


class UserSession(models.Model):
    """A session that somebody is signed in with, beside Django's, which names this row. Without the row it is void."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins", verbose_name=_("user")
    )
    address = models.CharField(_("network address"), max_length=45, blank=True)
    browser = models.CharField(_("browser"), max_length=255, blank=True)
    started_at = models.DateTimeField(_("signed in at"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen at"), default=timezone.now)

    objects = UserSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-last_seen_at", "-pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self):
        return f"{self.user} {self.started_at:%Y-%m-%d %H:%M}"

    def end_of_it(self, now):
        """Why the session is over, as a word for the audit; '' while it runs."""
        if now - self.last_seen_at > idle_time():
            return "idle"
        return "too old" if now - self.started_at > longest_time() else ""

    def seen(self, now):
        """Note that the person is there."""
        type(self).objects.filter(pk=self.pk).update(last_seen_at=now)


def idle_time():
    """How long nothing may happen in a session."""
    return timedelta(seconds=settings.SESSION_IDLE_SECONDS)


def longest_time():
    """How long a session lasts, whatever happens in it."""
    return timedelta(seconds=settings.SESSION_COOKIE_AGE)
