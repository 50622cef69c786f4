"""The site rule and the object rule in one policy: a role in the owning department, or a grant on the object."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from cms.access.policies import DepartmentPolicy
from cms.access.sharing.actions import Action
from cms.access.sharing.held import granted, holders, holds, holds_any
from cms.organisation.roles import Role, user_has_role

SIGHT = ("view",)


class SharedPolicy(DepartmentPolicy):
    """The rights of roles, and for single objects those that were granted and hold today.

    A grant gives view, use, change or approve, never more: what it makes, deletes, publishes or locks is a role's.
    """

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, actions) or holds_any(user, self.model, actions)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        own = super().user_has_any_permission_for_instance(user, actions, instance)
        return own or holds(user, instance, actions)

    def instances_user_has_any_permission_for(self, user, actions):
        return self._beside_own(user, actions, granted(user, self.model, actions))

    def choosable(self, user):
        """What a chooser offers: what the user's own department has, what is granted for use, what all may use."""
        return self._beside_own(user, SIGHT, granted(user, self.model, ("use",)) | self.open_to_choose(user))

    def open_to_choose(self, user):
        """The condition on objects of any department that the user may choose without a grant; none here."""
        return Q(pk__in=())

    def users_with_any_permission_for_instance(self, actions, instance):
        own = super().users_with_any_permission_for_instance(actions, instance).values("pk")
        return get_user_model().objects.filter(Q(pk__in=own) | holders(instance, actions), is_active=True)

    def rights_of_role(self, role, is_provincial):
        """What somebody with the role may do with the objects of the own department, or with all of the province."""
        table = self.provincial if is_provincial else self.roles
        found = {Action(name) for name in ("view", "change") if role in table.get(name, ())}
        return found | ({Action.USE} if found else set())

    def rights_by_publicity(self, role, instance):
        """What somebody with the province's role may do because the object is public; `open_to_choose` in words."""
        return set()

    def _beside_own(self, user, actions, condition):
        departments, anywhere = self._reach(user, actions)
        everything = self.model._default_manager.all()
        return everything if anywhere else everything.filter(Q(**{f"{self.scope}__in": departments}) | condition)


def editors_use_what_is_public(role, instance):
    """The same in words: the rights of the role on the object."""
    return {Action.USE} if role == Role.PORTAL_EDITOR and instance.live else set()


def editors_choose_what_is_public(user):
    """The portal's editors take what any department shows the public: the condition on objects with drafts."""
    return Q(live=True) if user_has_role(user, Role.PORTAL_EDITOR) else Q(pk__in=())
