"""Mails about handing over. They wait in the outbox, in the transaction of what they report: a preview sends none."""

from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cms.access.people.passwords import language_of
from cms.jobs.outbox import put


def tell_successor(leaving, departed):
    """Whoever takes over hears of what."""
    if leaving.successor is None:
        return
    lines = [
        *(f"{each.heading}: {each.passed}" for each in departed.handed if each.passed),
        *departed.stays,
        "",
        settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("wagtailadmin_home"),
    ]
    first = gettext_noop("%(name)s hands over to you: %(reason)s")
    facts = {"name": str(departed.account), "reason": leaving.reason}
    tell(leaving.successor, gettext_noop("Work was handed over to you"), first, facts, lines)


def tell(account, subject, text, facts, more=()):
    """A mail about a departure: message ids of subject and text, in the language of whoever reads them."""
    if not (account.email and account.is_active):
        return
    with translation.override(language_of(account)):
        body = "\n".join([_(text) % facts, *more]) + "\n"
        put(f"left:{account.pk}:{uuid4().hex}", account.email, _(subject), body)
