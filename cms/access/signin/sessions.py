"""Who is signed in: a session counts while its row stands, was used lately, and shows what the account has to show.

Whatever asks for `request.user` asks here, in the admin and outside it. It costs one statement, and once a minute one
more; a visitor without a session costs none.
"""

from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django_otp import DEVICE_ID_SESSION_KEY

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.signin.addresses import client_address
from cms.access.signin.models import UserSession

ROW = "signin_session"
FRESH = "signin_confirmed_at"
NOTED_EVERY = timedelta(minutes=1)
_request = ContextVar("request of the session", default=None)


class StandingMiddleware:
    """Puts the person whose session stands into `request.user`, in place of whoever the cookie names.

    `request.incomplete_user` is who signed in and still has something to do before anything opens.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.incomplete_user = None
        request.user = SimpleLazyObject(lambda: standing_user(request))
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def standing_user(request):
    """Who is signed in by the request's session; anonymous where it does not stand."""
    user = get_user(request)
    if not user.is_authenticated:
        return user
    session, now = _row_of(request, user), timezone.now()
    reason = session.end_of_it(now) if session else "ended"
    if reason:
        _end(request, session, reason)
        return AnonymousUser()
    if now - session.last_seen_at >= NOTED_EVERY:
        session.seen(now)
    if user.must_change_password or getattr(session, "needs_factor", False):
        request.incomplete_user = user
        return AnonymousUser()
    return user


def _row_of(request, user):
    """The row of the session, or None; with the obligation where it was not met and the settings hold to it."""
    rows = UserSession.objects.filter(pk=request.session.get(ROW), user=user)
    if settings.STRICT_SIGN_IN and DEVICE_ID_SESSION_KEY not in request.session:
        rows = rows.with_obligation()
    return rows.first()


def _end(request, session, reason):
    """Forget a session that is over. Who ended it elsewhere has recorded that."""
    if session:
        record(Event.SESSION_ENDED, session.user, department=session.user.department_id, facts={"reason": reason})
        session.delete()
    request.session.flush()
    messages.info(request, _("Your session has ended. Please sign in again."), fail_silently=True)


def begin(request, user):
    """Write the row of a session that begins; one that it follows in the same browser is over."""
    UserSession.objects.filter(pk=request.session.get(ROW), user=user).delete()
    now = timezone.now()
    session = UserSession.objects.create(
        user=user,
        address=client_address(request) or "",
        browser=request.META.get("HTTP_USER_AGENT", "").replace("\0", "")[:255],
        started_at=now,
        last_seen_at=now,
    )
    request.session[ROW] = session.pk
    request.session[FRESH] = now.timestamp()


def own_sessions(user):
    """The sessions with which the account is signed in, the latest first."""
    return UserSession.objects.filter(user=user).running()


def current_row(request):
    """The number of the row of the request's own session."""
    return request.session.get(ROW)


def acting_row():
    """The same of the request that this thread is answering; None outside one."""
    request = _request.get()
    return current_row(request) if request is not None else None


def end_sessions(user, by=None, besides=None, only=None, **facts):
    """End the account's sessions: all but the row `besides`, or the row `only`. Returns how many."""
    rows = UserSession.objects.filter(user=user).exclude(pk=besides)
    rows = rows if only is None else rows.filter(pk=only)
    number = rows.count()
    if number:
        rows.delete()
        facts = {"account": user.get_username(), "sessions": number, **facts}
        record(Event.SESSION_ENDED, by, department=user.department_id, target=user, facts=facts)
    return number
