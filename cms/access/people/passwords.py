"""Passwords that an administrator resets: a link that works once, or one that the person has to change."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.jobs.outbox import put

# No letters and digits that look alike: the password is read aloud or copied by hand.
LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 4, 4


@transaction.atomic
def send_link(account, by):
    """The old password ends; a mail with a link by which the person chooses another waits in the outbox.

    The link works once and for as long as PASSWORD_RESET_TIMEOUT says.
    """
    account.set_password(get_random_string(40))
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    with translation.override(language_of(account)):
        put_link(account)
    record(Event.PASSWORD_RESET, by, department=account.department_id, target=account, facts={"way": "link"})


@transaction.atomic
def make_temporary(account, by):
    """The old password ends; returns one that has to be changed at the next sign-in."""
    password = "-".join(get_random_string(GROUP, LETTERS) for _number in range(GROUPS))
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    record(Event.PASSWORD_RESET, by, department=account.department_id, target=account, facts={"way": "temporary"})
    return password


def put_link(account):
    """Put the mail with the link into the outbox, in the language that is active."""
    number = urlsafe_base64_encode(force_bytes(account.pk))
    token = default_token_generator.make_token(account)
    address = reverse("wagtailadmin_password_reset_confirm", args=[number, token])
    lines = (
        _("Choose a password for the account “%(account)s” here:") % {"account": account.get_username()},
        settings.WAGTAILADMIN_BASE_URL.rstrip("/") + address,
        "",
        _("The link works once, for %(days)d days.") % {"days": max(settings.PASSWORD_RESET_TIMEOUT // 86400, 1)},
    )
    key = f"password:{account.pk}:{timezone.now().timestamp()}"
    put(key, account.email, _("Choose your password"), "\n".join(lines) + "\n")


def tell_old_address(account, before):
    """Whoever could change the address and then ask for a link would be unseen; the old address hears of it."""
    with translation.override(language_of(account)):
        text = _("The mail address of the account “%(account)s” was changed. If you do not know why, ask at once.")
        key = f"address:{account.pk}:{timezone.now().timestamp()}"
        put(key, before, _("Your mail address was changed"), text % {"account": account.get_username()} + "\n")


def language_of(account):
    """The language that the person chose for the admin, or the installation's."""
    chosen = UserProfile.objects.filter(user=account).values_list("preferred_language", flat=True).first()
    return chosen or settings.LANGUAGE_CODE
