"""Who is closed or leaves its department loses what it was granted, at once, and does not find it again later."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models.signals import post_save, pre_delete
from django.utils.translation import gettext as _

from cms.access.sharing.granting import end_with_holder
from cms.access.sharing.models import DepartmentGroup
from cms.access.sharing.registry import all_shared
from cms.organisation.leaving import Handed, on_leaving
from cms.organisation.models import Department, RoleGroup


def connect():
    """Called once, when the app is ready."""
    post_save.connect(on_account, sender=get_user_model(), dispatch_uid="sharing:account")
    post_save.connect(on_department, sender=Department, dispatch_uid="sharing:department")
    for kind in (RoleGroup, DepartmentGroup):
        pre_delete.connect(on_group, sender=kind, dispatch_uid=f"sharing:{kind._meta.label}")
    on_leaving(end_of_leaver)


def on_account(sender, instance, created, raw=False, **kwargs):
    """A closed account."""
    if not (created or raw or instance.is_active):
        _end("account", user=instance)


def on_department(sender, instance, created, raw=False, **kwargs):
    """A department that is merged or closed: its people, its roles and itself."""
    if created or raw or instance.is_in_office:
        return
    _end("account", user__department=instance)
    _end("group", group__role_group__department=instance)
    _end("group", group__member_department__department=instance)


def on_group(sender, instance, origin=None, **kwargs):
    """A group that stands for nobody any more; where the group itself is deleted its grants go with it."""
    if getattr(origin, "model", type(origin)) is not Group:
        _end("group", group=instance.group_id)


def end_of_leaver(departure):
    """What was granted to a person for the work in one department goes neither along nor to the successor."""
    ended = _end("account", departure.by, user=departure.account)
    return Handed(_("Granted rights"), stays=ended)


def _end(kind, by=None, **holder):
    tables = [shared.table(kind) for shared in all_shared().values()]
    return [sentence for table in tables for sentence in end_with_holder(table, by, **holder)]
