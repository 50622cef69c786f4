"""What the making of a site gives to its groups. Each call may be repeated and then changes nothing.

The factory of departments' sites and the building of the portal share these few steps. Nothing here grants the
right to publish: publication follows an approval.
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.organisation.roles import RoleGroup

PAGE_ACTIONS = ("add", "change", "lock", "unlock", "bulk_delete")
FILE_ACTIONS = ("add", "change", "choose")
TECHNICAL_MODELS = ("site", "locale")
FILE_MODELS = ("wagtailimages.image", "wagtaildocs.document")


def make_role_group(role, department, name):
    """The group that carries the role for the department (None: for the province), made where it is missing.

    A group of that name which nobody's role uses yet is taken over.
    """
    held = RoleGroup.objects.filter(role=role, department=department).select_related("group").first()
    if held is not None:
        return held.group
    group = Group.objects.filter(name=name, role_group=None).first() or Group.objects.create(name=name)
    RoleGroup.objects.create(group=group, role=role, department=department)
    return group


def grant_admin_access(*groups):
    """The groups' members may sign in to the admin."""
    permission = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for group in groups:
        group.permissions.add(permission)


def grant_technical(group):
    """The group's members keep host names and languages; every change is in the audit."""
    codenames = [f"{action}_{model}" for model in TECHNICAL_MODELS for action in ("add", "change", "delete")]
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        group.permissions.add(permission)


def grant_on_tree(group, page, actions=("add", "change")):
    """The group may do the actions on the page and on all below it.

    Raises ValueError for an action that is not one of PAGE_ACTIONS, publishing above all.
    """
    refused = sorted(set(actions) - set(PAGE_ACTIONS))
    if refused:
        raise ValueError(f"not granted on a tree: {', '.join(refused)}")
    codenames = [f"{action}_page" for action in actions]
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    for permission in permissions:
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)


def grant_sight_of_tree(group, page):
    """The group finds the page and all below it in the explorer, and changes nothing.

    Wagtail opens the explorer to whoever holds any right on a tree. The right to lock serves for that: who may not
    change a page cannot lock it either (see the tester of permissions).
    """
    grant_on_tree(group, page, ("lock",))


def make_collection(name, parent=None):
    """The collection of that name below the parent (the root, if none is given), made where it is missing."""
    parent = parent or Collection.get_first_root_node()
    found = parent.get_children().filter(name=name).first()
    if found is not None:
        return found
    parent.refresh_from_db()
    return parent.add_child(instance=Collection(name=name))


def grant_on_collection(group, collection, actions=FILE_ACTIONS):
    """The group may do the actions with the pictures and the documents of the collection."""
    for label in FILE_MODELS:
        app_label, model = label.split(".")
        codenames = [f"{action}_{model}" for action in actions]
        for permission in Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
