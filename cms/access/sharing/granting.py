"""The one way in which grants come to be, change and end."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.access.sharing.actions import permission_for
from cms.access.sharing.chronicle import note
from cms.access.sharing.models import GrantEvent
from cms.access.sharing.notices import tell_end
from cms.access.sharing.registry import all_shared, shared_for
from cms.access.sharing.rules import may_grant, may_revoke, objections

logger = logging.getLogger(__name__)
Kind = GrantEvent.Kind


@transaction.atomic
def grant(instance, holder, action, granter, until=None, reason=""):
    """Give the holder the right on the object, or another end to what it has. Returns the row.

    Raises PermissionDenied for who may not grant on the object, and ValidationError by field for what the rules refuse.
    """
    if not may_grant(granter, instance):
        raise PermissionDenied(_("An administrator of the owning department or the supervising office grants this."))
    shared, today = shared_for(type(instance)), timezone.localdate()
    found = objections(shared, instance, holder, action, granter, until, today)
    if not reason.strip():
        found["reason"] = _("Say why; whoever reads the rights asks that first.")
    if found:
        raise ValidationError(found)
    table = shared.account_grants if holder.account else shared.group_grants
    keys = {**holder.keys(), "permission": permission_for(shared.model, action), "content_object": instance}
    # Two who grant the same at once: the second waits for the first here, and changes its row.
    shared.model._base_manager.select_for_update().get(pk=instance.pk)
    row = table.objects.select_for_update().filter(**keys).first()
    if row is not None and row.until is not None and row.until < today:
        _end(row)
        row = None
    values = {"until": until, "reason": reason.strip(), "granted_by": granter, "granted_at": timezone.now()}
    kind = Kind.GRANTED if row is None else Kind.CHANGED
    row = row or table(**keys)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    note(kind, row, granter, row.reason)
    return row


@transaction.atomic
def revoke(row, user, reason=""):
    """Take the right back at once. Raises PermissionDenied for who may not."""
    row = type(row).objects.select_for_update(of=("self",)).select_related("granted_by", "permission").get(pk=row.pk)
    if not may_revoke(user, row):
        raise PermissionDenied(_("An administrator of the owning department or the supervising office revokes this."))
    note(Kind.REVOKED, row, user, reason.strip())
    _remove(row)


def end_due(day=None):
    """Record the end of the grants whose last day has passed or whose holder is closed, each for itself.

    Returns how many.
    """
    number = 0
    for shared in all_shared().values():
        for table in shared.tables:
            for key in list(table.objects.over(day).order_by("pk").values_list("pk", flat=True)):
                try:
                    number += _end_one(table, key, day)
                except DatabaseError:
                    logger.exception("The end of grant %s of %s could not be recorded", key, table._meta.label)
    return number


@transaction.atomic
def _end_one(table, key, day):
    row = table.objects.select_for_update(of=("self",)).over(day).filter(pk=key).first()
    if row is None:
        return 0
    if row.until is not None and row.until < (day or timezone.localdate()):
        _end(row)
    else:
        _go(row)
    return 1


@transaction.atomic
def end_with_holder(table, by=None, **holder):
    """End what the holder, named by the table's own fields, was granted; returns the sentences that say what it was."""
    ended = []
    for row in table.objects.select_for_update(of=("self",)).filter(**holder).order_by("pk"):
        ended.append(_("“%(right)s” on “%(title)s” ends.") % {"right": row.action.label, "title": row.content_object})
        _go(row, by)
    return ended


def _end(row):
    """A grant that is over has no effect any more; this writes so and tells who granted it."""
    note(Kind.ENDED, row, reason=row.reason)
    tell_end(row)
    _remove(row)


def _go(row, by=None):
    """Who is closed or leaves its department has lost what it was granted, and does not find it again."""
    note(Kind.GONE, row, by, reason=row.reason)
    _remove(row)


def _remove(row):
    row.has_been_noted = True
    row.delete()


def before_deletion(sender, instance, **kwargs):
    """A grant that goes with its object or its holder is written down as well."""
    if not getattr(instance, "has_been_noted", False):
        note(Kind.GONE, instance, reason=instance.reason)
