"""Who administers the organisation itself: departments, the column plan, thresholds, accounts."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.permission_policies.base import BasePermissionPolicy

from cms.organisation.roles import is_supervisor, supervisors


class SupervisingOfficePolicy(BasePermissionPolicy):
    """The supervising office may do everything (栏目设置, plan §4), and the technical administrator; nobody else."""

    def user_has_permission(self, user, action):
        if not user.is_active or user.is_anonymous:
            return False
        return user.is_superuser or is_supervisor(user)

    def user_has_any_permission(self, user, actions):
        return self.user_has_permission(user, "change")

    def users_with_any_permission(self, actions):
        office = Q(pk__in=supervisors().values("pk"))
        return get_user_model().objects.filter(office | Q(is_superuser=True), is_active=True)
