"""Giving a role and taking it, by the one table, for every path: form, file, command."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.access.people.guarding import RoleRefused
from cms.access.people.rules import clash, objection_to_giving, owner_of, roles_of_person
from cms.organisation.models import RoleGroup
from cms.organisation.roles import DEPARTMENT_ROLES, Role


def held_by(account):
    """The role groups of an account, open or closed."""
    return list(RoleGroup.objects.filter(group__user=account).select_related("group", "department"))


def known_role(name):
    """The role of this name.

    Raises ValidationError for one that there is not.
    """
    try:
        return Role(name)
    except ValueError:
        raise ValidationError(_("There is no role “%(role)s”.") % {"role": name}) from None


def group_for(role, department):
    """The group that carries the role for accounts of the department (its number or None).

    Raises ValidationError where it was not made yet.
    """
    owner = owner_of(role, department)
    held = RoleGroup.objects.filter(role=role, department=owner).select_related("group").first()
    if held is not None:
        return held.group
    if role in DEPARTMENT_ROLES and owner is not None:
        raise ValidationError(_("This department has no site yet. Make the site first, then give roles."))
    raise ValidationError(_("The portal has no group for this role yet. Build the portal first."))


@transaction.atomic
def give_role(account, role, by):
    """Give the account the role, in its own department or in the province. Giving it twice changes nothing.

    Raises RoleRefused where `by` may not, or the person cannot hold it; ValidationError for a role that there is not.
    """
    role = known_role(role)
    _require(by, account, role)
    refusal = clash(roles_of_person(account.person_id) | {role})
    if refusal:
        raise RoleRefused(refusal)
    account.groups.add(group_for(role, account.department_id))


@transaction.atomic
def take_role(account, role, by):
    """Take the role from the account; one that it does not hold is no error.

    Raises as `give_role` does.
    """
    role = known_role(role)
    _require(by, account, role)
    account.groups.remove(group_for(role, account.department_id))


def _require(by, account, role):
    refusal = objection_to_giving(by, account, role, owner_of(role, account.department_id))
    if refusal:
        raise RoleRefused(refusal)
