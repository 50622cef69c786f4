"""Which accounts a person sees, and which of them the person keeps. Answers for accounts, never for all at once."""

from django.contrib.auth import get_user_model
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from cms.access.people.rules import (
    ABOVE_SUPERVISION,
    GIVES,
    PORTAL_ROLES,
    gives_anything,
    gives_everywhere,
)
from cms.access.policies import DepartmentPolicy
from cms.organisation.models import Department, RoleGroup
from cms.organisation.roles import CONTENT_ROLES, Role, departments_of, is_supervisor, user_has_role

NOBODY = Q(pk__in=[])
EVERYBODY = ~NOBODY


def _holds(*conditions, without=()):
    """Whether an account holds a role that meets the conditions and none of `without`, as a part of a statement."""
    rows = RoleGroup.objects.filter(*conditions, group__user=OuterRef("pk"))
    for excluded in without:
        rows = rows.exclude(excluded)
    return Exists(rows)


def seen(user):
    """The accounts that the user sees, as a condition.

    A department's administrator those of the department, the portal's those without a department that hold only
    portal roles, the supervising office those of all departments and of the portal, the security administrator all.
    """
    if not gives_anything(user):
        return NOBODY
    if user.is_superuser or user_has_role(user, Role.SECURITY_ADMINISTRATOR):
        return EVERYBODY
    condition = NOBODY
    if is_supervisor(user):
        condition |= ~Q(_holds(Q(role__in=ABOVE_SUPERVISION)))
    own = departments_of(user, Role.ADMINISTRATOR)
    condition |= Q(department__in=own - {None})
    if None in own:
        portals = Q(role__in=PORTAL_ROLES, department=None)
        condition |= Q(department=None) & ~Q(_holds(without=[portals]))
    return condition & Q(is_superuser=False)


def kept(user):
    """The accounts that the user keeps: seen, another person's, and with no role beyond the user's own to give.

    Who resets the password of an account could sign in with it. The security administrator, who keeps all accounts,
    is watched by the audit.
    """
    if not gives_anything(user):
        return NOBODY
    others = seen(user) & ~Q(person=user.person_id)
    if user.is_superuser:
        return others
    others &= Q(is_superuser=False)
    if gives_everywhere(user):
        return others
    own = departments_of(user, Role.ADMINISTRATOR)
    harmless = [Q(role__in=CONTENT_ROLES, department__in=own - {None})]
    if None in own:
        harmless.append(Q(role__in=(*CONTENT_ROLES, Role.PORTAL_EDITOR), department=None))
    return others & ~Q(_holds(without=harmless))


def closable(user):
    """The accounts that the user may close: those kept, and for the security administrator a superuser's too."""
    if gives_anything(user) and user_has_role(user, Role.SECURITY_ADMINISTRATOR):
        return seen(user) & ~Q(person=user.person_id)
    return kept(user)


CONDITIONS = {"view": seen, "change": kept, "close": closable, "delete": kept}


def accounts_for(user, action="view"):
    """The accounts for which the user may do the action."""
    return get_user_model().objects.filter(CONDITIONS[action](user))


def with_kept(accounts, user):
    """Each with whether the user keeps it, told in the same statement."""
    return accounts.annotate(is_kept=ExpressionWrapper(Q(kept(user)), output_field=BooleanField()))


def departments_for(user):
    """The departments in which the user makes accounts."""
    offices = Department.objects.in_office()
    if gives_everywhere(user):
        return offices
    return offices.filter(pk__in=departments_of(user, Role.ADMINISTRATOR) - {None})


def makes_accounts_without_department(user):
    """Whether the user makes accounts of the portal or the province."""
    return gives_everywhere(user) or None in departments_of(user, Role.ADMINISTRATOR)


class AccountPolicy(DepartmentPolicy):
    """The rules above as Wagtail asks for them."""

    def user_has_any_permission(self, user, actions):
        return gives_anything(user)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions):
        condition = NOBODY
        for action in actions:
            condition |= CONDITIONS.get(action, lambda user: NOBODY)(user)
        return self.model._default_manager.filter(condition)

    def scopes_user_has_permission_for(self, user, action):
        return departments_for(user)

    def users_with_any_permission(self, actions):
        keepers = Q(groups__role_group__role__in=list(GIVES))
        return self.model.objects.filter(keepers | Q(is_superuser=True), is_active=True).distinct()

    def users_with_any_permission_for_instance(self, actions, instance):
        candidates = self.users_with_any_permission(actions)
        wanted = [user.pk for user in candidates if self.user_has_any_permission_for_instance(user, actions, instance)]
        return candidates.filter(pk__in=wanted)
