"""Leaving staff: one step in which the account closes, or moves, and all that was in its hands goes to a successor.

The preview is the step itself, rolled back: what it shows is what will happen.
"""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log

from cms.access.audit.elsewhere import record_act
from cms.access.people.giving import held_by
from cms.access.people.guarding import settled
from cms.access.people.notices import tell_successor
from cms.access.people.policies import accounts_for, departments_for, makes_accounts_without_department
from cms.access.people.rules import clash, objection_to_giving, roles_of_person
from cms.organisation.leaving import Departure, Handed, hand_over
from cms.organisation.models import Department, Person
from cms.workdays import local_day

ACTION = "people.left"
PORTAL = "portal"


@dataclass(frozen=True)
class Leaving:
    """Who leaves and why, who takes over (or None), and where the account goes: None closes it.

    `destination` is a Department, or PORTAL. With `roles` the successor gets those of the leaver's roles that `by` may
    give.
    """

    account: object
    by: object
    reason: str
    successor: object | None = None
    destination: object | None = None
    roles: bool = False


@dataclass
class Departed:
    """What came of it: the leaver's account, what was handed over, by concern, and which roles went."""

    account: object
    handed: list = field(default_factory=list)
    roles: list = field(default_factory=list)

    @property
    def stays(self):
        """Every sentence about what could not be handed over."""
        return [sentence for each in self.handed for sentence in each.stays]


@transaction.atomic
def leave(leaving):
    """Close or move the account and hand over what it had, all or nothing.

    Raises ValidationError, by field: for an account that `by` does not keep, an unfit successor or destination.
    """
    account = get_user_model().objects.select_for_update().get(pk=leaving.account.pk)
    errors = _objections(leaving, account)
    if errors:
        raise ValidationError(errors)
    departed = Departed(account)
    held = held_by(account)
    with settled():
        given = _pass_roles(leaving, account, held)
        departed.roles = [str(row) for row in held]
        departure = Departure(account, account.department_id, leaving.successor, leaving.by, leaving.reason)
        departed.handed = [*([given] if given.passed or given.stays else []), *hand_over(departure)]
        account.groups.remove(*(row.group for row in held))
        _close_or_move(leaving, account)
    _note(leaving, departed)
    tell_successor(leaving, departed)
    return departed


@transaction.atomic
def reopen(account, by):
    """Open a closed account again. It has no roles, which are given anew, and its person is in office again."""
    account.is_active = True
    account.save(update_fields=["is_active"])
    Person.objects.filter(pk=account.person_id).update(left_on=None)
    record_act(by, account.department_id, account, _("Account opened again"))


def preview(leaving):
    """What `leave` would do. Raises as it does, and changes nothing."""
    with transaction.atomic():
        departed = leave(leaving)
        transaction.set_rollback(True)
    return departed


def _objections(leaving, account):
    errors = {}
    if not accounts_for(leaving.by, "close").filter(pk=account.pk).exists():
        errors["account"] = _("This account is not yours to close.")
    errors |= _unfit_successor(account, leaving.successor)
    return errors | _unfit_destination(leaving, account)


def _unfit_successor(account, successor):
    if successor is None:
        return {}
    if not successor.is_active:
        return {"successor": _("The account of %(name)s is closed.") % {"name": successor}}
    if successor.person_id == account.person_id:
        return {"successor": _("This is the same person.")}
    if successor.department_id != account.department_id:
        return {"successor": _("%(name)s belongs to another office.") % {"name": successor}}
    return {}


def _unfit_destination(leaving, account):
    destination = leaving.destination
    if destination is None:
        return {}
    if destination == PORTAL:
        number, reached = None, makes_accounts_without_department(leaving.by)
    else:
        number = destination.pk
        reached = departments_for(leaving.by).filter(pk=destination.pk).exists()
    if number == account.department_id:
        return {"destination": _("The account belongs there already.")}
    if not reached:
        return {"destination": _("You keep no accounts of this department.")}
    return {}


def _pass_roles(leaving, account, held):
    """The successor gets what `by` may give of it, if that was asked for."""
    handed = Handed(_("Roles"))
    if leaving.successor is None or not leaving.roles:
        return handed
    successor = leaving.successor
    has = roles_of_person(successor.person_id)
    for row in held:
        refusal = objection_to_giving(leaving.by, successor, row.role, row.department_id) or clash(has | {row.role})
        if refusal:
            handed.stays.append(f"{row.get_role_display()}: {refusal}")
            continue
        successor.groups.add(row.group)
        has.add(row.role)
        handed.passed += 1
    return handed


def _close_or_move(leaving, account):
    if leaving.destination is None:
        account.is_active = False
        account.save(update_fields=["is_active"])
        if not account.person.accounts.filter(is_active=True).exists():
            Person.objects.filter(pk=account.person_id).update(left_on=local_day(timezone.now()))
        return
    account.department = leaving.destination if isinstance(leaving.destination, Department) else None
    account.save(update_fields=["department"])


def _note(leaving, departed):
    destination = leaving.destination
    facts = {
        "reason": leaving.reason,
        "successor": str(leaving.successor or ""),
        "destination": str(_("Portal") if destination == PORTAL else destination or ""),
        "handed": {each.heading: each.passed for each in departed.handed},
        "stays": departed.stays,
    }
    log(instance=departed.account, action=ACTION, user=leaving.by, data=facts)
    what = _("Moved to another department") if destination else _("Closed and handed over")
    record_act(leaving.by, leaving.account.department_id, departed.account, what)


class LeftFormatter(LogFormatter):
    """The record in words, in the history of the account."""

    label = gettext_lazy("Closed and handed over")

    def format_message(self, entry):
        data = entry.data
        handed = "、".join(f"{heading} {number}" for heading, number in data.get("handed", {}).items())
        if data.get("destination"):
            text = _("Moved to %(destination)s. Successor: %(successor)s. Handed over: %(handed)s. Reason: %(reason)s")
        else:
            text = _("Closed. Successor: %(successor)s. Handed over: %(handed)s. Reason: %(reason)s")
        return text % {
            "destination": data.get("destination", ""),
            "successor": data.get("successor") or "—",
            "handed": handed or "—",
            "reason": data.get("reason", ""),
        }
