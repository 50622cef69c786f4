"""Who gives which role, and which roles no person holds together (三员分立). The one place that says so."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.organisation.models import RoleGroup
from cms.organisation.roles import CONTENT_ROLES, DEPARTMENT_ROLES, Role, roles_held

# Three administrators who watch each other: none of them has any other part in the work.
EXCLUSIVE = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)
# Roles that the supervising office neither gives nor touches: they watch over it, or are its own.
ABOVE_SUPERVISION = (Role.SUPERVISOR, *EXCLUSIVE)
# Roles without a department that are the portal's, not the province's.
PORTAL_ROLES = (*DEPARTMENT_ROLES, Role.PORTAL_EDITOR)


@dataclass(frozen=True)
class Giving:
    """The roles that a holder gives: in the departments where the own role is held, or everywhere."""

    roles: tuple
    everywhere: bool


GIVES = {
    Role.ADMINISTRATOR: Giving(CONTENT_ROLES, everywhere=False),
    Role.SUPERVISOR: Giving((*CONTENT_ROLES, Role.ADMINISTRATOR, Role.PORTAL_EDITOR), everywhere=True),
    Role.SECURITY_ADMINISTRATOR: Giving((Role.ADMINISTRATOR, *ABOVE_SUPERVISION), everywhere=True),
}


def owner_of(role, department):
    """For which department (its number) an account of the department holds the role; provincial roles have none."""
    return department if role in DEPARTMENT_ROLES else None


def gives_anything(user):
    """Whether the user keeps accounts at all."""
    if not user.is_active or user.is_anonymous:
        return False
    return user.is_superuser or any(_gives(role, department) for role, department in roles_held(user))


def gives_everywhere(user):
    """Whether the user gives roles in all departments."""
    return user.is_superuser or any(
        giving.everywhere for role, department in roles_held(user) if (giving := _gives(role, department))
    )


def may_give(user, role, department):
    """Whether the user gives (and takes) the role for the department with this number (None: portal or province).

    A superuser gives every role: somebody has to give the first ones.
    """
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    return any(
        role in giving.roles and (giving.everywhere or held_in == department)
        for held, held_in in roles_held(user)
        if (giving := _gives(held, held_in))
    )


def roles_to_give(user, department):
    """The roles that the user gives to accounts of the department (None: those without one), in their order."""
    fitting = DEPARTMENT_ROLES if department is not None else tuple(Role)
    return [role for role in Role if role in fitting and may_give(user, role, department)]


def objection_to_giving(by, account, role, department):
    """Why `by` cannot give the account this role, or take it, in a sentence; '' where nothing stands against it."""
    label = Role(role).label
    if by.person_id == account.person_id:
        return _("Nobody changes the roles of an account of one’s own. Another administrator does that.")
    if not may_give(by, role, department):
        return _("You cannot give or take the role “%(role)s” here.") % {"role": label}
    if role not in DEPARTMENT_ROLES and account.department_id is not None:
        return _("“%(role)s” is a role of the province: only an account without a department holds it.") % {
            "role": label
        }
    if role in DEPARTMENT_ROLES and account.department_id != department:
        return _("An account holds roles of its own department only. Somebody who works in two has two accounts.")
    return ""


def clash(roles):
    """Why one person cannot hold all these roles, in a sentence; '' where it can."""
    roles = {Role(role) for role in roles}
    exclusive = [role for role in EXCLUSIVE if role in roles]
    if not exclusive or len(roles) == 1:
        return ""
    others = "、".join(str(role.label) for role in Role if role in roles and role != exclusive[0])
    return _("Whoever is “%(role)s” holds no other role, in no other account either. Together with: %(others)s.") % {
        "role": exclusive[0].label,
        "others": others,
    }


def roles_of_person(person, besides=None):
    """The roles that a person holds in all accounts, open or closed, but one."""
    rows = RoleGroup.objects.filter(group__user__person=person)
    if besides is not None:
        others = type(besides).objects.filter(person=person).exclude(pk=besides.pk)
        rows = RoleGroup.objects.filter(group__user__in=others)
    return set(rows.values_list("role", flat=True))


def _gives(role, department):
    """What a held role lets its holder give; provincial roles count only without a department."""
    giving = GIVES.get(role)
    return giving if giving and (department is None or not giving.everywhere) else None
