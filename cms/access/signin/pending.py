"""Between the password and the open door: who gave the right password and still has something to do.

Nobody is signed in meanwhile. Django's session holds the account and what was shown so far, for ten minutes.
"""

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_otp.models import Device

from cms.access.signin.factors import factor_of, must_have
from cms.access.signin.passwords import why_to_change

KEY = "signin_pending"
LASTS = timedelta(minutes=10)
BACKEND = "cms.access.signin.accounts.AccountBackend"


class Step(StrEnum):
    """What may still be asked for; the value is the name of its address."""

    CODE = "signin_code"
    PASSWORD = "signin_password"  # noqa: S105
    FACTOR = "signin_factor"


class Pending:
    """The state of one sign-in that is not complete."""

    def __init__(self, request, user, facts):
        self.request, self.user, self.facts = request, user, facts

    @classmethod
    def begin(cls, request, user, next_url="", device=None):
        """The password was right, or the session that the person has is not enough any more."""
        facts = {
            "user": user.pk,
            "hash": user.get_session_auth_hash(),
            "at": timezone.now().timestamp(),
            "next": next_url,
            "device": device,
        }
        request.session[KEY] = facts
        return cls(request, user, facts)

    @classmethod
    def of(cls, request):
        """The sign-in that the request goes on with; None where it took too long, or the account changed meanwhile."""
        facts = request.session.get(KEY)
        if not facts or timezone.now().timestamp() - facts["at"] > LASTS.total_seconds():
            return None
        user = get_user_model().objects.filter(pk=facts["user"], is_active=True).first()
        if user is None or not constant_time_compare(facts["hash"], user.get_session_auth_hash()):
            return None
        return cls(request, user, facts)

    @property
    def next_url(self):
        """Where the person wanted to go."""
        return self.facts["next"] or reverse("wagtailadmin_home")

    def note(self, **facts):
        """Remember what was shown; the time begins anew."""
        self.facts |= {**facts, "at": timezone.now().timestamp(), "hash": self.user.get_session_auth_hash()}
        self.request.session[KEY] = self.facts

    def next_step(self):
        """What is asked for next, or None when the door opens."""
        if not self.facts["device"] and factor_of(self.user):
            return Step.CODE
        if why_to_change(self.user):
            return Step.PASSWORD
        if settings.STRICT_SIGN_IN and not self.facts["device"] and must_have(self.user):
            return Step.FACTOR
        return None

    def complete(self):
        """Sign the person in."""
        self.request.session.pop(KEY, None)
        device = self.facts["device"]
        if device:
            self.user.otp_device = Device.from_persistent_id(device)
        login(self.request, self.user, backend=BACKEND)
