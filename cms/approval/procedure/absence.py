"""Delegation for a period of absence, and handing over when somebody leaves. Four eyes stay: see people.py."""

from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.access.people.leaving import Leaving, leave
from cms.approval.models import Delegation, Handover
from cms.organisation.roles import DECIDING_ROLES, is_supervisor, roles_of
from cms.workdays import local_day


class NotYours(ValidationError):
    """Somebody else's absence or departure, which only the supervising office enters."""


@dataclass(frozen=True)
class Period:
    """The days of an absence, with both."""

    first: object
    last: object


@transaction.atomic
def delegate(absent, deputy, period, reason, user):
    """Let the deputy take the steps of the absent account on the days of the period.

    Raises ValidationError, by field: for a period that is over or ends before it begins, for a deputy of another
    office or the same person, for who decides nothing, and for who enters another's absence without being of the
    supervising office.
    """
    _require_right(user, absent)
    errors = {}
    if period.last < local_day(timezone.now()):
        errors["last_day"] = _("The last day lies before today.")
    elif period.last < period.first:
        errors["last_day"] = _("The last day lies before the first.")
    if not roles_of(absent) & set(DECIDING_ROLES):
        errors["absent"] = _("%(name)s takes no step of the procedure, so there is nothing to delegate.") % {
            "name": absent
        }
    errors |= _unfit(absent, deputy, "deputy")
    if errors:
        raise ValidationError(errors)
    return Delegation.objects.create(
        absent=absent,
        deputy=deputy,
        first_day=period.first,
        last_day=period.last,
        reason=reason[:200],
        made_by=user,
    )


def end_delegation(delegation, user):
    """The absent person is back earlier.

    Raises NotYours for anyone but that person and the supervising office.
    """
    _require_right(user, delegation.absent)
    Delegation.objects.filter(pk=delegation.pk, ended_at=None).update(ended_at=timezone.now())


@transaction.atomic
def hand_over(leaver, successor, reason, user):
    """The leaver's accounts are closed; the successor gets roles, drafts and submissions. Decisions stay the leaver's.

    A submission that the successor has decided about, or a deputy for the successor, stays with who left: nobody keeps
    a text and decides about it.

    Raises ValidationError, by field, for an unfit successor, NotYours for who is not of the supervising office.
    """
    if not is_supervisor(user):
        raise NotYours(_("Only the supervising office enters that somebody has left."))
    if leaver.person_id == user.person_id:
        raise ValidationError({"leaver": _("Another person of the office enters your own departure.")})
    errors = _unfit(leaver, successor, "successor")
    if errors:
        raise ValidationError(errors)
    departed = [_close(account, leaver, successor, reason, user) for account in leaver.person.accounts.all()]
    counts = Counter()
    for each in departed:
        counts.update({handed.kind: handed.passed for handed in each.handed})
    return Handover.objects.create(
        leaver=leaver.person,
        successor=successor.person,
        submissions=counts["submissions"],
        drafts=counts["drafts"],
        roles=[role for each in departed for role in each.roles],
        reason=reason[:200],
        by=user,
    )


def _close(account, leaver, successor, reason, user):
    """An account of another office closes too; what it had in hand there is not the successor's."""
    own = successor if account.department_id == leaver.department_id else None
    try:
        return leave(Leaving(account, user, reason[:200], own, roles=own is not None))
    except ValidationError as refusal:
        messages = refusal.message_dict
        raise ValidationError({"leaver": [text for texts in messages.values() for text in texts]}) from None


def _require_right(user, absent):
    if user.person_id != absent.person_id and not is_supervisor(user):
        raise NotYours(_("Only %(name)s or the supervising office enters this.") % {"name": absent})


def _unfit(first, other, field):
    """Why the other cannot stand in or take over, by field."""
    if not other.is_active:
        return {field: _("The account of %(name)s is closed.") % {"name": other}}
    if first.person_id == other.person_id:
        return {field: _("This is the same person.")}
    if first.department_id != other.department_id:
        return {field: _("%(name)s belongs to another office.") % {"name": other}}
    return {}
