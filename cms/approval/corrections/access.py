"""Whose corrections a person sees, reports and sets aside: the department's own, and all for the supervising office."""

from django.db.models import Q

from cms.approval.models import Correction
from cms.content.placement import department_at
from cms.organisation.policies import is_supervisor
from cms.organisation.roles import Role, roles_held

SETS_ASIDE = (Role.REVIEWER, Role.SIGNER)


def departments_of(user, roles=None):
    """Numbers of the departments for which the user holds one of the roles (any, if none is named).

    None among them is the portal.
    """
    held = {(role, department) for role, department in roles_held(user) if role != Role.SUPERVISOR}
    return {department for role, department in held if roles is None or role in roles}


def sees_everything(user):
    """The supervising office and the technical administrator."""
    return user.is_active and (user.is_superuser or is_supervisor(user))


def visible_corrections(user):
    """The corrections that the user may read."""
    if sees_everything(user):
        return Correction.objects.all()
    departments = departments_of(user)
    mine = Q(department__in=departments - {None})
    if None in departments:
        mine |= Q(department=None)
    return Correction.objects.filter(mine)


def may_give_notice(user, page):
    """Who works for the page's department, and the supervising office, of what is public."""
    if not page.live or page.alias_of_id or page.depth < 2:
        return False
    return is_supervisor(user) or department_at(page.path) in departments_of(user)


def may_set_aside(user, correction):
    """A reviewer or signer of the department, and the supervising office; never the webmaster whose clock it is."""
    return is_supervisor(user) or correction.department_id in departments_of(user, SETS_ASIDE)
