"""Passwords: which may not be taken again, when one is too old, and what follows when one is changed."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.access.audit.acting import acting_user
from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.signin.models import PastPassword
from cms.access.signin.sessions import acting_row, end_sessions
from cms.organisation.models import Threshold
from cms.workdays import local_day

KEPT = 5
# Days after which a password is changed; 0 for never. What the product begins with where no threshold was loaded.
MAXIMAL_AGE = ("password-maximal-age", 90)


class NotTakenBeforeValidator:
    """Refuses the account's last passwords, and hears of each change."""

    def validate(self, password, user=None):
        """Raises ValidationError for one of the last five passwords."""
        if user is None or user.pk is None:
            return
        keep_current(user)
        hashes = list(PastPassword.objects.filter(user=user).values_list("password", flat=True)[:KEPT])
        if any(check_password(password, taken) for taken in hashes):
            raise ValidationError(self.get_help_text(), code="password_taken_before")

    def get_help_text(self):
        """What the form says about it."""
        return ngettext(
            "Your last password cannot be taken again.", "Your last %(number)d passwords cannot be taken again.", KEPT
        ) % {"number": KEPT}

    def password_changed(self, password, user=None):
        """The new password stands: keep its hash, end the other sessions, record what the person did."""
        if user is None or user.pk is None:
            return
        keep(user)
        by = acting_user()
        own = by is not None and by.pk == user.pk
        if own:
            note_own_change(user)
        end_sessions(user, besides=acting_row() if own else None, reason="password changed")


def keep_current(user):
    """Note the password that stands before it is changed, where the account came with it and nobody chose it."""
    account = get_user_model().objects.filter(pk=user.pk).first()
    if account is None or not account.has_usable_password():
        return
    if not PastPassword.objects.filter(user=user, password=account.password).exists():
        PastPassword.objects.create(user=account, password=account.password, set_at=account.date_joined)


def keep(user):
    """Note the hash that the account has now, and forget what is older than the last five."""
    PastPassword.objects.create(user=user, password=user.password, set_at=timezone.now())
    old = PastPassword.objects.filter(user=user).values_list("pk", flat=True)[KEPT:]
    PastPassword.objects.filter(pk__in=list(old)).delete()


def note_own_change(user):
    """The person chose the password and alone knows it."""
    if user.must_change_password:
        user.must_change_password = False
        user.save(update_fields=["must_change_password"])
    record(Event.PASSWORD_CHANGED, user, department=user.department_id, target=user)


def maximal_age():
    """How old a password may be; None for no limit."""
    code, otherwise = MAXIMAL_AGE
    days = int(Threshold.objects.number_on(code, local_day(timezone.now()), otherwise))
    return timedelta(days=days) if days > 0 else None


def is_too_old(user):
    """Whether the password has to be changed because of its age."""
    limit = maximal_age()
    if limit is None:
        return False
    newest = PastPassword.objects.filter(user=user).first()
    return (newest.set_at if newest else user.date_joined) < timezone.now() - limit


def why_to_change(user):
    """Why the account has to take another password now, in a sentence; '' where it has not."""
    if user.must_change_password:
        return _("Somebody else knows your password. Choose one that you alone know.")
    if is_too_old(user):
        return _("Your password is too old. Choose another one.")
    return ""
