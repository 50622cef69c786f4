"""What the audit records, in words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What somebody did, or tried to do, with accounts, rights and what is not theirs."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    SIGNED_OUT = "signed_out", _("Signed out")
    LOCKED_OUT = "locked_out", _("Locked out")
    UNLOCKED = "unlocked", _("Unlocked")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    PASSWORD_RESET = "password_reset", _("Password reset")
    FACTOR_ADDED = "factor_added", _("Second factor added")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    RECOVERY_CODE_USED = "recovery_code_used", _("Recovery code used")
    SESSION_ENDED = "session_ended", _("Session ended")
    REAUTHENTICATED = "reauthenticated", _("Signed in again for a decision")
    ACCOUNT_CREATED = "account_created", _("Account created")
    ACCOUNT_CHANGED = "account_changed", _("Account changed")
    ACCOUNT_CLOSED = "account_closed", _("Account closed")
    ROLE_GIVEN = "role_given", _("Role given")
    ROLE_TAKEN = "role_taken", _("Role taken")
    GRANTED = "granted", _("Right granted")
    REVOKED = "revoked", _("Right revoked")
    GRANT_REFUSED = "grant_refused", _("Grant refused")
    READ_ELSEWHERE = "read_elsewhere", _("Read another department’s draft")
    ACTED_ELSEWHERE = "acted_elsewhere", _("Acted in another department")
    EXPORTED = "exported", _("Exported")
    REFUSED = "refused", _("Attempt refused")
    RECORD_CHANGED = "record_changed", _("Record changed")
    SEALED = "sealed", _("History sealed")


# What a department is shown of what others did with its own.
ELSEWHERE = (Event.READ_ELSEWHERE, Event.ACTED_ELSEWHERE)
