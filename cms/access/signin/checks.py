"""Refuses a production that does not ask for what it has to ask for."""

from django.conf import settings
from django.core.checks import Error, Tags, register

LONGEST_IDLE = 60 * 60
LONGEST_SESSION = 24 * 60 * 60


@register(Tags.security, deploy=True)
def check_sign_in_is_strict(app_configs, **kwargs):
    """Second factors, questions before a signature, and sessions that end."""
    errors = []
    if not settings.STRICT_SIGN_IN:
        errors.append(
            Error(
                "STRICT_SIGN_IN is off: nobody is asked for a second factor, nor again before signing off.",
                hint="Leave it on. It may be off on a single machine for a demonstration alone.",
                id="signin.E001",
            )
        )
    if not 0 < settings.SESSION_IDLE_SECONDS <= LONGEST_IDLE or settings.SESSION_COOKIE_AGE > LONGEST_SESSION:
        errors.append(
            Error(
                "Sessions last too long without a sign of life, or too long altogether.",
                hint="Set SESSION_IDLE_SECONDS to an hour at most, SESSION_COOKIE_AGE to a day at most.",
                id="signin.E002",
            )
        )
    if settings.TRUSTED_PROXY_COUNT < 0:
        errors.append(
            Error(
                "TRUSTED_PROXY_COUNT is negative.",
                hint="Set it to the number of your own proxies that append to X-Forwarded-For.",
                id="signin.E003",
            )
        )
    return errors
