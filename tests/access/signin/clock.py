"""A clock that stands still until it is told to go on, for the product and for codes alike."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from django_otp.plugins.otp_totp import models as totp


class Clock:
    """Stands at the moment at which the test began."""

    def __init__(self, monkeypatch):
        self.now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: self.now.timestamp()))

    def forward(self, **parts):
        """So much later."""
        self.now += timedelta(**parts)
