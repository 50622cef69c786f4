"""Whether anything was ever done with an account: then it is closed, never deleted, and its name stays on record."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from cms.access.audit.models import AuditEntry


def was_used(account):
    """Whether somebody signed in to it, or something names it as its maker."""
    return (
        account.last_login is not None
        or AuditEntry.objects.filter(user_id=account.pk).exists()
        or any(log.objects.filter(user=account).exists() for log in (PageLogEntry, ModelLogEntry))
        or Revision.objects.filter(user=account).exists()
        or Page.objects.filter(owner=account).exists()
        or _is_protected(account)
    )


def stays(account):
    """Why the account is not deleted, and what to do instead."""
    return _("The account of %(name)s stays: something was done with it. Close it, and hand over its work.") % {
        "name": account
    }


def _is_protected(account):
    """Whether something that stands would lose the name of who decided it."""
    try:
        Collector(using=DEFAULT_DB_ALIAS, origin=account).collect([account])
    except ProtectedError:
        return True
    return False
