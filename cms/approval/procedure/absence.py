"""Delegation for a period of absence, and handing over when somebody leaves. Four eyes stay: see people.py."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from cms.approval.models import Delegation, Handover, StepDecision, Submission
from cms.organisation.models import Person
from cms.organisation.roles import DECIDING_ROLES, RoleGroup, user_is_supervisor
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
    if not RoleGroup.objects.held_by(absent).filter(role__in=DECIDING_ROLES).exists():
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
    if not user_is_supervisor(user):
        raise NotYours(_("Only the supervising office enters that somebody has left."))
    if leaver.person_id == user.person_id:
        raise ValidationError({"leaver": _("Another person of the office enters your own departure.")})
    errors = _unfit(leaver, successor, "successor")
    if errors:
        raise ValidationError(errors)
    accounts = list(leaver.person.accounts.all())
    groups = RoleGroup.objects.filter(group__user__in=accounts).select_related("group", "department").distinct()
    roles = list(groups)
    successor.groups.add(*(row.group for row in roles))
    for account in accounts:
        account.groups.remove(*(row.group for row in roles))
        account.is_active = False
        account.save(update_fields=["is_active"])
    Person.objects.filter(pk=leaver.person_id).update(left_on=local_day(timezone.now()))
    Delegation.objects.filter(absent__in=accounts, ended_at=None).update(ended_at=timezone.now())
    Page.objects.filter(locked_by__in=accounts).order_by().update(locked=False, locked_by=None, locked_at=None)
    drafts = Page.objects.filter(owner__in=accounts).order_by().update(owner=successor)
    return Handover.objects.create(
        leaver=leaver.person,
        successor=successor.person,
        submissions=_pass_on_submissions(leaver.person, successor.person),
        drafts=drafts,
        roles=[str(row) for row in roles],
        reason=reason[:200],
        by=user,
    )


def _pass_on_submissions(leaver, successor):
    theirs = Q(person=successor) | Q(on_behalf_of=successor)
    decided = StepDecision.objects.filter(theirs, outcome=StepDecision.Outcome.APPROVED)
    running = Submission.objects.filter(
        kept_by=leaver,
        workflow_state__status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    )
    return running.exclude(workflow_state__in=decided.values("workflow_state")).update(kept_by=successor)


def _require_right(user, absent):
    if user.person_id != absent.person_id and not user_is_supervisor(user):
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
