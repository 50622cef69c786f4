"""The last line: whatever path a change of accounts takes, the database's models ask who is acting.

Forms say what is wrong beside the field; this refuses what went round them.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models.signals import m2m_changed, pre_save
from django.utils.translation import gettext as _

from cms.access.audit.acting import acting_user
from cms.access.people.rules import clash, gives_everywhere, objection_to_giving, roles_of_person
from cms.organisation.models import RoleGroup
from cms.organisation.roles import Role, departments_of

_settled = ContextVar("settled_change_of_accounts", default=False)
CHANGES = ("pre_add", "pre_remove", "pre_clear")
# What is no secret of the account itself but says where it belongs and what it may do.
GUARDED = ("is_superuser", "is_staff", "department_id")


class RoleRefused(PermissionDenied):
    """A role that cannot be given or taken; the text says why."""


@contextmanager
def settled():
    """Within this the rules were asked already, of the change as a whole: closing an account takes all its roles."""
    token = _settled.set(True)
    try:
        yield
    finally:
        _settled.reset(token)


def connect():
    """Called once, when the app is ready."""
    user = get_user_model()
    m2m_changed.connect(guard_roles, sender=user.groups.through, dispatch_uid="people:roles")
    pre_save.connect(guard_account, sender=user, dispatch_uid="people:account")


def guard_roles(sender, instance, action, pk_set, reverse, **kwargs):
    """No account gets or loses a group but by the table, and no person incompatible roles.

    Raises RoleRefused.
    """
    if action not in CHANGES:
        return
    accounts = _accounts(instance, pk_set) if reverse else [instance]
    for account in accounts:
        groups = {instance.pk} if reverse else pk_set
        _guard(account, action, account.groups.values("pk") if groups is None else groups)


def _accounts(group, numbers):
    users = get_user_model().objects.all()
    return users.filter(groups=group) if numbers is None else users.filter(pk__in=numbers)


def _guard(account, action, groups):
    rows = list(RoleGroup.objects.filter(group__in=groups))
    if action == "pre_add" and rows:
        refusal = clash(roles_of_person(account.person_id) | {row.role for row in rows})
        if refusal:
            raise RoleRefused(refusal)
    by = acting_user()
    if by is None or _settled.get():
        return
    for row in rows:
        refusal = objection_to_giving(by, account, row.role, row.department_id)
        if refusal:
            raise RoleRefused(refusal)
    if not by.is_superuser and len(rows) < len(set(_numbers(groups))):
        raise RoleRefused(_("A group that carries no role is given by nobody."))


def _numbers(groups):
    return groups if isinstance(groups, set) else groups.values_list("pk", flat=True)


def guard_account(sender, instance, raw=False, update_fields=None, **kwargs):
    """Nobody makes a superuser, or moves an account to where the own reach ends.

    Raises RoleRefused.
    """
    by = acting_user()
    if raw or by is None or by.is_superuser or _settled.get():
        return
    if update_fields is not None and not {"is_superuser", "is_staff", "department"} & set(update_fields):
        return
    flags = instance.is_superuser, instance.is_staff
    before = sender.objects.filter(pk=instance.pk).values_list(*GUARDED).first() if instance.pk else None
    if flags != (before[:2] if before else (False, False)):
        raise RoleRefused(_("Only the technical set-up makes a superuser."))
    if before is None and not _reaches(by, instance.department_id):
        raise RoleRefused(_("You keep no accounts of this department."))
    if before is not None and instance.department_id != before[2]:
        raise RoleRefused(_("An account moves to another department by closing and handing over."))


def _reaches(by, department):
    return gives_everywhere(by) or department in departments_of(by, Role.ADMINISTRATOR)
