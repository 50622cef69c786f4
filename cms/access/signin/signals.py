"""What happens to accounts elsewhere, as far as it touches their sessions and pauses."""

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import m2m_changed, post_save

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.signin.models import UserSession
from cms.access.signin.sessions import ROW, begin, end_sessions


def connect():
    """Called once, when the app is ready."""
    user = get_user_model()
    user_logged_in.connect(on_signed_in, dispatch_uid="signin:signed_in")
    user_logged_out.connect(on_signed_out, dispatch_uid="signin:signed_out")
    post_save.connect(on_account, sender=user, dispatch_uid="signin:account")
    m2m_changed.connect(on_groups, sender=user.groups.through, dispatch_uid="signin:groups")
    user_locked_out.connect(on_locked_out, dispatch_uid="signin:locked_out")


def on_signed_in(sender, request, user, **kwargs):
    """The session gets its row."""
    begin(request, user)


def on_signed_out(sender, request, user, **kwargs):
    """And loses it."""
    if user is not None and user.is_authenticated:
        UserSession.objects.filter(pk=request.session.get(ROW), user=user).delete()


def on_account(sender, instance, created, raw=False, **kwargs):
    """A closed account has no sessions, and none that come back when it is opened again."""
    if not (created or raw or instance.is_active):
        end_sessions(instance, reason="closed")


def on_groups(sender, instance, action, pk_set, reverse, **kwargs):
    """Who loses a role signs in again: nothing that was opened with it stays open."""
    if action not in ("post_remove", "pre_clear") or (action == "post_remove" and not pk_set):
        return
    if not reverse:
        end_sessions(instance, reason="role taken")
        return
    members = instance.user_set.all() if pk_set is None else get_user_model().objects.filter(pk__in=pk_set)
    for user in members:
        end_sessions(user, reason="role taken")


def on_locked_out(sender, request, username, ip_address, **kwargs):
    """A pause begins. Whether the account exists is for the audit to know, not for who guesses."""
    user = get_user_model().objects.filter(username=username).first()
    record(
        Event.LOCKED_OUT,
        department=user.department_id if user else None,
        target=user,
        target_label="" if user else str(username)[:150],
        request=request,
    )
