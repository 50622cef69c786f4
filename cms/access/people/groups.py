"""Wagtail's screens of groups: a group carries a role, so only the technical administrator opens them."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils.functional import cached_property
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.users.views.groups import GroupViewSet


class SuperuserPolicy(BasePermissionPolicy):
    """Open to an active superuser, that is during the first set-up, and to nobody else."""

    def user_has_permission(self, user, action):
        return user.is_active and user.is_superuser

    def user_has_any_permission(self, user, actions):
        return self.user_has_permission(user, "change")

    def users_with_any_permission(self, actions):
        return get_user_model().objects.filter(is_active=True, is_superuser=True)


class ClosedGroupViewSet(GroupViewSet):
    """Groups, for set-up only."""

    @cached_property
    def permission_policy(self):
        return SuperuserPolicy(Group)

    def get_permissions_to_register(self):
        """None: no role gives a right on groups."""
        return Permission.objects.none()
