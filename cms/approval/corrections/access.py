"""Whose corrections a person sees, reports and sets aside: the department's own, and all for the supervising office."""

from django.db.models import Q

from cms.access.tenancy import sees_every_department
from cms.approval.models import Correction
from cms.content.placement import department_at
from cms.organisation.roles import Role, departments_of, is_supervisor

SETS_ASIDE = (Role.REVIEWER, Role.SIGNER)


def visible_corrections(user):
    """The corrections that the user may read."""
    if sees_every_department(user):
        return Correction.objects.all()
    departments = departments_of(user, *Role)
    mine = Q(department__in=departments - {None})
    if None in departments:
        mine |= Q(department=None)
    return Correction.objects.filter(mine)


def may_give_notice(user, page):
    """Who works for the page's department, and the supervising office, of what is public."""
    if not page.live or page.alias_of_id or page.depth < 2:
        return False
    return is_supervisor(user) or department_at(page.path) in departments_of(user, *Role)


def may_set_aside(user, correction):
    """A reviewer or signer of the department, and the supervising office; never the webmaster whose clock it is."""
    return is_supervisor(user) or correction.department_id in departments_of(user, *SETS_ASIDE)
