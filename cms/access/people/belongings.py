"""What every account may have in hand, whatever its department does: pages, locks, a department's head."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from cms.content.models import SiteHomePage
from cms.content.placement import ancestor_paths
from cms.organisation.leaving import Handed, on_leaving
from cms.organisation.models import Department, RoleGroup
from cms.organisation.roles import Role, user_has_role

PART = 500


@on_leaving
def hand_over_pages(departure):
    """Pages of the department that the account began, drafts above all, go to a successor who writes there."""
    handed = Handed(_("Pages and drafts"), kind="drafts")
    own, foreign = _pages(departure)
    if writes(departure.successor, departure.department):
        for start in range(0, len(own), PART):
            Page.objects.filter(pk__in=own[start : start + PART]).update(owner=departure.successor)
        handed.passed = len(own)
    elif own:
        handed.stays.append(_stay(len(own)) % {"number": len(own), "why": why_not(departure.successor)})
    if foreign:
        why = _("they belong to other departments.")
        handed.stays.append(_stay(len(foreign)) % {"number": len(foreign), "why": why})
    return handed


def _stay(number):
    return ngettext(
        "%(number)d page keeps its old owner: %(why)s", "%(number)d pages keep their old owner: %(why)s", number
    )


def _pages(departure):
    """Numbers of the pages that the account began: those of the department that it leaves, and all others."""
    homes = dict(SiteHomePage.objects.values_list("path", "department"))
    own, foreign = [], []
    for number, path in Page.objects.filter(owner=departure.account).order_by().values_list("pk", "path"):
        home = next((each for each in reversed(ancestor_paths(path, inclusive=True)) if each in homes), None)
        (own if homes.get(home) == departure.department else foreign).append(number)
    return own, foreign


@on_leaving
def release_locks(departure):
    """A lock in the name of somebody who left would keep everybody out."""
    locked = Page.objects.filter(locked_by=departure.account).order_by()
    return Handed(_("Locks that were released"), locked.update(locked=False, locked_by=None, locked_at=None))


@on_leaving
def hand_over_offices(departure):
    """The head of an office hears of overdue approvals; somebody has to."""
    handed = Handed(_("Heads of office"))
    for department in Department.objects.filter(office_head=departure.account):
        fits = departure.successor is not None and departure.successor.department_id == department.pk
        Department.objects.filter(pk=department.pk).update(office_head=departure.successor if fits else None)
        handed.passed += fits
        if not fits:
            text = _("%(department)s has no head of the office now, who hears of overdue approvals.")
            handed.stays.append(text % {"department": department})
    return handed


@on_leaving
def name_administration(departure):
    """A department whose last administrator leaves hears of it: nobody there could make accounts."""
    handed = Handed(_("Administration"))
    held = RoleGroup.objects.filter(role=Role.ADMINISTRATOR, group__user=departure.account).select_related("department")
    for row in held:
        others = row.group.user_set.filter(is_active=True).exclude(person=departure.account.person_id)
        if not others.exists():
            text = _("%(department)s has no administrator now. The supervising office names another one.")
            handed.stays.append(text % {"department": row.department or _("Portal")})
    return handed


def writes(user, department):
    """Whether the user (or None) writes in the department."""
    return user is not None and user_has_role(user, Role.WEBMASTER, department=department)


def why_not(successor):
    """Why nothing that is written can go there, in a sentence."""
    if successor is None:
        return _("no successor was chosen.")
    return _("%(name)s is not a webmaster of the department.") % {"name": successor}
