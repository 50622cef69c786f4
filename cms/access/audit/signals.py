"""What the audit hears of by itself: sign-ins, accounts and their roles, and records that django-auditlog watches."""

import json

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_save, pre_save
from wagtail.models import Locale, Site

from cms.access.audit.acting import acting_user
from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.organisation.models import (
    CalendarDay,
    CalendarYear,
    Department,
    Person,
    PlannedColumn,
    RoleGroup,
    Threshold,
)

WATCHED = (CalendarDay, CalendarYear, Department, Locale, Person, PlannedColumn, RoleGroup, Site, Threshold)
SECRET = ("password", "last_login")
MOST_LETTERS = 500


def connect():
    """Called once, when the app is ready."""
    user = get_user_model()
    for model in WATCHED:
        auditlog.register(model)
    auditlog.register(user, exclude_fields=list(SECRET))
    pre_save.connect(name_actor, sender=LogEntry, dispatch_uid="audit:actor")
    post_save.connect(on_watched, sender=LogEntry, dispatch_uid="audit:watched")
    m2m_changed.connect(on_groups, sender=user.groups.through, dispatch_uid="audit:roles")
    user_logged_in.connect(on_signed_in, dispatch_uid="audit:signed_in")
    user_logged_out.connect(on_signed_out, dispatch_uid="audit:signed_out")
    user_login_failed.connect(on_sign_in_failed, dispatch_uid="audit:sign_in_failed")


def on_signed_in(sender, request, user, **kwargs):
    """Somebody is signed in."""
    record(Event.SIGNED_IN, user, department=user.department_id, request=request)


def on_signed_out(sender, request, user, **kwargs):
    """Somebody signed out; a session that nobody had does not count."""
    if user is not None and user.is_authenticated:
        record(Event.SIGNED_OUT, user, department=user.department_id, request=request)


def on_sign_in_failed(sender, credentials, request=None, **kwargs):
    """A wrong password or an account that there is not; the name is kept as it was typed, cut to its length."""
    record(Event.SIGN_IN_FAILED, target_label=str(credentials.get("username", ""))[:150], request=request)


def on_groups(sender, instance, action, pk_set, reverse, **kwargs):
    """A role was given or taken, by whichever path."""
    if action not in ("post_add", "post_remove", "pre_clear"):
        return
    event = Event.ROLE_GIVEN if action == "post_add" else Event.ROLE_TAKEN
    if reverse:
        changes = _of_group(instance, pk_set)
    else:
        groups = instance.groups.values("pk") if action == "pre_clear" else pk_set
        changes = [(instance, held) for held in RoleGroup.objects.filter(group__in=groups).select_related("department")]
    for user, held in changes:
        facts = {"account": user.get_username(), "role": held.role}
        record(event, department=held.department, target=user, facts=facts)


def _of_group(group, users):
    """The same, told from the group's side; None stands for all its members."""
    held = RoleGroup.objects.filter(group=group).select_related("department").first()
    if held is None:
        return []
    members = group.user_set.all() if users is None else get_user_model().objects.filter(pk__in=users)
    return [(user, held) for user in members]


def name_actor(sender, instance, raw=False, **kwargs):
    """Who acts is asked only when there is something to note: public pages never touch a session for it."""
    if instance.actor_id is None and not raw:
        instance.actor = acting_user()


def on_watched(sender, instance, created, raw=False, **kwargs):
    """A record that django-auditlog watches was made, changed or deleted: its note is bound into the chain."""
    if not created or raw:
        return
    user = get_user_model()
    is_account = instance.content_type.model_class() is user
    account = user.objects.filter(pk=instance.object_id).first() if is_account else None
    changes = _changes(instance)
    facts = {"action": instance.get_action_display(), "changes": changes, "note": instance.pk}
    record(
        _event(is_account, instance.action, changes),
        instance.actor,
        department=account.department_id if account else None,
        target=account,
        target_label=instance.object_repr,
        facts=facts | ({} if account else {"object": f"{instance.content_type}:{instance.object_pk}"}),
    )


def _event(is_account, action, changes):
    if not is_account:
        return Event.RECORD_CHANGED
    if action == LogEntry.Action.CREATE:
        return Event.ACCOUNT_CREATED
    if "is_active" in changes and changes["is_active"][-1] == "False":
        return Event.ACCOUNT_CLOSED
    return Event.ACCOUNT_CHANGED


def _changes(note):
    """Name of each field with its value before and after, long ones cut."""
    found = note.changes if isinstance(note.changes, dict) else json.loads(note.changes or "{}")
    return {
        name: [str(value)[:MOST_LETTERS] for value in pair] if isinstance(pair, list | tuple) else pair
        for name, pair in found.items()
    }
