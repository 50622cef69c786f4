"""Whose searches a person may read: those on the own department's site, the supervising office all."""

from cms.organisation.models import Department
from cms.organisation.roles import CONTENT_ROLES, Role, departments_of, is_supervisor

READERS = (*CONTENT_ROLES, Role.ADMINISTRATOR, Role.PORTAL_EDITOR)
PORTAL = 0


def reads_searches(user):
    """Whether the person may read the searches of a site; a menu asks, so no statement is spent on it."""
    return user.is_superuser or is_supervisor(user) or bool(departments_of(user, *READERS))


def readable_sites(user):
    """Pairs of number and department (None: the portal) of the sites whose searches the person may read."""
    if user.is_superuser or is_supervisor(user):
        departments, portal = Department.objects.hosted(), True
    else:
        numbers = departments_of(user, *READERS)
        departments, portal = Department.objects.filter(pk__in=numbers - {None}), None in numbers
    own = [(department.pk, department) for department in departments.order_by("pk")]
    return [(PORTAL, None), *own] if portal else own
