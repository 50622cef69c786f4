"""Who reads a file that is not public: its own office, never everybody with a way into the admin."""

from wagtail.documents.permissions import permission_policy as documents
from wagtail.images.permissions import permission_policy as pictures
from wagtail.models import Collection, GroupCollectionPermission

from cms.content.models import Attachment
from cms.organisation.roles import Role, RoleGroup, departments_of, is_supervisor

ACTIONS = ["add", "change", "delete", "choose"]


def user_may_read(user, file):
    """Who may use the file, uploaded it, or holds a role of the department that keeps it; the supervising office.

    A file in a collection that no department keeps belongs to whoever works in the admin.
    """
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    if file.uploaded_by_user_id == user.pk or is_supervisor(user):
        return True
    policy = documents if isinstance(file, Attachment) else pictures
    if policy.user_has_any_permission_for_instance(user, ACTIONS, file):
        return True
    keepers = keepers_of(file)
    return not keepers or bool(keepers & departments_of(user, *Role))


def keepers_of(file):
    """Numbers of the departments (None: the province) whose groups work with the file's collection."""
    collection = Collection.objects.filter(pk=file.collection_id).first()
    if collection is None:
        return set()
    places = [collection.path[:end] for end in range(collection.steplen, len(collection.path) + 1, collection.steplen)]
    groups = GroupCollectionPermission.objects.filter(collection__path__in=places).values("group")
    return set(RoleGroup.objects.filter(group__in=groups).values_list("department", flat=True))
