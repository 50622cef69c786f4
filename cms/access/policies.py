"""Who may touch objects that belong to departments. A policy answers for instances, never only for a model."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.permission_policies.base import BaseDjangoAuthPermissionPolicy

from cms.organisation.roles import Role, departments_of

SEE = ("add", "change", "delete", "view")
EVERY_ROLE = tuple(Role)


class DepartmentPolicy(BaseDjangoAuthPermissionPolicy):
    """Rights on objects with a department come from the user's roles in that department.

    `roles` maps an action to the roles that may do it in their own department, `provincial` to the roles without a
    department that may do it anywhere. A superuser passes as the technical administrator of the installation.
    """

    def __init__(self, model, roles=None, provincial=None, scope="department"):
        super().__init__(model)
        self.scope = scope
        self.roles = roles or {"view": EVERY_ROLE, "add": (Role.WEBMASTER,), "change": (Role.WEBMASTER,)}
        self.provincial = provincial or dict.fromkeys(SEE, (Role.SUPERVISOR,))

    def _reach(self, user, actions):
        """Departments in which the user may do one of the actions, and whether the user may do it anywhere."""
        if not user.is_active or user.is_anonymous:
            return set(), False
        if user.is_superuser:
            return set(), True
        roles = {role for action in actions for role in self.roles.get(action, ())}
        provincial = {role for action in actions for role in self.provincial.get(action, ())}
        return departments_of(user, *roles) - {None}, None in departments_of(user, *provincial)

    def user_has_permission(self, user, action):
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user, actions):
        departments, anywhere = self._reach(user, actions)
        return anywhere or bool(departments)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        departments, anywhere = self._reach(user, actions)
        return anywhere or getattr(instance, f"{self.scope}_id") in departments

    def instances_user_has_any_permission_for(self, user, actions):
        departments, anywhere = self._reach(user, actions)
        everything = self.model._default_manager.all()
        return everything if anywhere else everything.filter(Q(**{f"{self.scope}__in": departments}))

    def scopes_user_has_permission_for(self, user, action):
        """The departments for whose objects the user may do the action."""
        departments, anywhere = self._reach(user, [action])
        every = self.model._meta.get_field(self.scope).related_model._default_manager.all()
        return every if anywhere else every.filter(pk__in=departments)

    def reaches_everywhere(self, user, action):
        """Whether the user may do the action for all departments, and so for none in particular."""
        return self._reach(user, [action])[1]

    def users_with_any_permission(self, actions):
        roles = {role for action in actions for role in self.roles.get(action, ())}
        provincial = {role for action in actions for role in self.provincial.get(action, ())}
        return self._users(
            Q(groups__role_group__role__in=roles, groups__role_group__department__isnull=False)
            | Q(groups__role_group__role__in=provincial, groups__role_group__department=None)
        )

    def users_with_any_permission_for_instance(self, actions, instance):
        roles = {role for action in actions for role in self.roles.get(action, ())}
        provincial = {role for action in actions for role in self.provincial.get(action, ())}
        own = Q(
            groups__role_group__role__in=roles,
            groups__role_group__department=getattr(instance, f"{self.scope}_id"),
            groups__role_group__department__isnull=False,
        )
        return self._users(own | Q(groups__role_group__role__in=provincial, groups__role_group__department=None))

    def _users(self, condition):
        return get_user_model().objects.filter(condition | Q(is_superuser=True), is_active=True).distinct()


class ProvincialPolicy(DepartmentPolicy):
    """Objects of the province as a whole: the supervising office writes, every role may read where it says so."""

    def __init__(self, model, writers=(Role.SUPERVISOR,), readers=()):
        super().__init__(
            model,
            roles={"view": readers, "choose": readers},
            provincial=dict.fromkeys((*SEE, "choose"), writers),
        )

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.user_has_any_permission(user, actions)

    def instances_user_has_any_permission_for(self, user, actions):
        everything = self.model._default_manager.all()
        return everything if self.user_has_any_permission(user, actions) else everything.none()
