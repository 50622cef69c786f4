"""Django's own question `user.has_perm(name, object)`, answered as the policies answer it: by grants that hold today.

django-guardian's backend knows neither the end of a grant nor a department as its holder, and believes its generic
tables, which this product does not use.
"""

from django.db.models import Model
from guardian.backends import ObjectPermissionBackend

from cms.access.sharing.actions import Action, codename
from cms.access.sharing.held import held
from cms.access.sharing.registry import shared_for


class GrantBackend(ObjectPermissionBackend):
    """Rights on single objects of shared models; none on anything else."""

    def has_perm(self, user_obj, perm, obj=None):
        return perm.rpartition(".")[2] in self.get_all_permissions(user_obj, obj)

    def get_group_permissions(self, user_obj, obj=None):
        return self.get_all_permissions(user_obj, obj)

    def get_all_permissions(self, user_obj, obj=None):
        if not isinstance(obj, Model) or shared_for(type(obj)) is None:
            return set()
        rights = held(user_obj, type(obj))
        return {codename(type(obj), right) for right in Action if (right, obj.pk) in rights}
