"""Who decided about something stays on record: such an account is not deleted, its work is handed over."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from cms.organisation.models import User
from cms.organisation.policies import is_supervisor


@hooks.register("before_delete_user")
def keep_who_decided(request, user):
    """Before the question as well as after it."""
    return _refuse(request, [user])


@hooks.register("before_bulk_action")
def keep_who_decided_among_many(request, action_type, objects, action):
    """Several accounts at once."""
    accounts = [each for each in objects if isinstance(each, User)] if action_type == "delete" else []
    return _refuse(request, accounts)


def _refuse(request, accounts):
    """Back to the accounts, with a sentence for each that cannot be deleted; None where all can."""
    kept = [account for account in accounts if _is_on_record(account)]
    office = is_supervisor(request.user)
    buttons = [messages.button(reverse("approval_handover"), _("Hand over"))] if office else []
    for account in kept:
        text = _(
            "The account of %(name)s stays: what it prepared or decided is on record. The supervising office hands the "
            "work over instead; the account is closed with that."
        )
        messages.error(request, text % {"name": account}, buttons=buttons)
    return redirect("wagtailusers_users:index") if kept else None


def _is_on_record(account):
    """Whether something that stands would lose the name of who decided it."""
    try:
        Collector(using=DEFAULT_DB_ALIAS, origin=account).collect([account])
    except ProtectedError:
        return True
    return False
