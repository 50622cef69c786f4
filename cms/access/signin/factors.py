"""Second factors: setting one up, checking a code, taking one off."""

from base64 import b32encode

import segno
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.signin.mails import tell
from cms.access.signin.models import RecoveryDevice
from cms.access.signin.models.sessions import must_have_factor
from cms.access.signin.sessions import end_sessions

# Each wrong code doubles the wait, to 2⁹ seconds and no further: who found a password locks nobody out for good.
MOST_COUNTED = 10
DIGITS = 6


def factor_of(user):
    """The account's confirmed device, or None."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def must_have(user):
    """Whether the account must have a second factor: by one of its roles, or because it may do everything."""
    return user.is_superuser or get_user_model().objects.filter(must_have_factor(), pk=user.pk).exists()


def recovery_of(user):
    """The account's set of recovery codes, or None."""
    return RecoveryDevice.objects.filter(user=user, confirmed=True).first()


@transaction.atomic
def draft_factor(user, number):
    """The device with this number that is being set up, or a new one.

    The number is kept in the session, so a page can be reloaded, and no key that somebody else saw comes into use.
    """
    drafts = TOTPDevice.objects.filter(user=user, confirmed=False)
    found = drafts.filter(pk=number).first()
    if found is None:
        drafts.delete()
        found = TOTPDevice.objects.create(user=user, name="totp", confirmed=False)
    return found


def key_in_groups(device):
    """The key as it is typed by hand, in groups of four."""
    letters = secret_of(device)
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def secret_of(device):
    """The key in base32, as programs that make codes take it."""
    return b32encode(device.bin_key).decode().rstrip("=")


def picture_of(device):
    """The same as a picture in the page itself; nothing of it leaves the installation."""
    return segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=3, light="#fff")


@transaction.atomic
def confirm_factor(user, number, code):
    """Take the device with this number into use if the code is its code, in place of the one before.

    Returns it with new recovery codes; None where the code is wrong.
    """
    device = _locked(TOTPDevice.objects.filter(user=user, confirmed=False, pk=number))
    if device is None or not _verify(device, code):
        return None
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    codes = _new_codes(user)
    record(Event.FACTOR_ADDED, user, department=user.department_id, target=user)
    tell(user, _("A second factor was set up for your account"), _("Your account “%(name)s” has a second factor now."))
    return device, codes


@transaction.atomic
def renew_codes(user):
    """Ten new recovery codes at the person's wish; those before are void. The person hears of it, and the audit."""
    codes = _new_codes(user)
    facts = {"recovery codes": len(codes)}
    record(Event.FACTOR_ADDED, user, department=user.department_id, target=user, facts=facts)
    tell(
        user,
        _("New recovery codes were made for your account"),
        _("Your account “%(name)s” has new recovery codes; those before are void."),
    )
    return codes


def _new_codes(user):
    RecoveryDevice.objects.filter(user=user).delete()
    return RecoveryDevice.objects.create(user=user, name="recovery").renew()


@transaction.atomic
def check_code(user, code):
    """The device whose code it is, the telephone's or, used up thereby, a recovery code; None for a wrong one."""
    code = "".join(code.split())
    if code.isascii() and code.isdigit() and len(code) == DIGITS:
        return _matching(TOTPDevice, user, code)
    device = _matching(RecoveryDevice, user, code)
    if device:
        left = device.codes.count()
        facts = {"left": left}
        record(Event.RECOVERY_CODE_USED, user, department=user.department_id, target=user, facts=facts)
        tell(
            user,
            _("A recovery code of your account was used"),
            _("A recovery code of your account “%(name)s” was used."),
        )
    return device


def locked_until(user):
    """Until when codes of the account are refused after wrong ones, or None."""
    ends = []
    for model in (TOTPDevice, RecoveryDevice):
        device = model.objects.filter(user=user, confirmed=True).first()
        allowed, facts = device.verify_is_allowed() if device else (True, None)
        if not allowed:
            ends.append(facts["locked_until"])
    return max(ends, default=None)


@transaction.atomic
def remove_factor(user, by=None):
    """Take the account's second factor and recovery codes off, and end its sessions; recorded. Returns whether any was.

    `by` is another person, or None for a command.
    """
    removed = sum(model.objects.filter(user=user).delete()[0] for model in (TOTPDevice, RecoveryDevice))
    if removed:
        record(Event.FACTOR_REMOVED, by, department=user.department_id, target=user)
        end_sessions(user, by, reason="second factor removed")
        tell(
            user,
            _("The second factor of your account was removed"),
            _("Your account “%(name)s” has no second factor now."),
        )
    return bool(removed)


def _matching(model, user, code):
    device = _locked(model.objects.filter(user=user, confirmed=True))
    return device if device and _verify(device, code) else None


def _locked(devices):
    return devices.select_for_update().order_by("pk").first()


def _verify(device, code):
    """Check the code; the number of wrong ones, from which django-otp counts the wait, does not grow without end."""
    valid = device.verify_token("".join(code.split()))
    if not valid and device.throttling_failure_count > MOST_COUNTED:
        device.throttling_failure_count = MOST_COUNTED
        device.save(update_fields=["throttling_failure_count"])
    return valid
