"""django-axes with this product's rules: its table, its signals and its backend; when to refuse is told by `pauses`."""

from axes.attempts import get_cool_off_threshold
from axes.backends import AxesStandaloneBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from axes.signals import user_locked_out
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.access.signin.browsers import known_browser
from cms.access.signin.pauses import BROWSER, STRANGER, attempts_of, paused_until

LONGEST_NAME = 255


class PausingBackend(AxesStandaloneBackend):
    """Refuses an attempt during a pause, before the password is looked at. A command has no client to refuse."""

    def authenticate(self, request=None, username=None, password=None, **kwargs):
        if request is None:
            return None
        return super().authenticate(request, username=username, password=password, **kwargs)


class PausingHandler(AxesDatabaseHandler):
    """Counts wrong passwords by account and client, and keeps nothing else of what was typed."""

    def is_locked(self, request, credentials=None):
        return self.paused_until(request, credentials) is not None

    def paused_until(self, request, credentials=None):
        """Until when this client is refused for this account, or None."""
        username = _name(request, credentials)
        return paused_until(username, request.axes_ip_address, client_of(request, username))

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        """Count a wrong password; an attempt that was refused does not count, and makes no pause longer."""
        if request is None:
            return
        request.axes_credentials = credentials
        if request.axes_locked_out:
            return
        AccessAttempt.objects.filter(attempt_time__lte=get_cool_off_threshold(request)).delete()
        username = _name(request, credentials)
        _count(username, request.axes_ip_address, client_of(request, username))
        if self.is_locked(request, credentials):
            request.axes_locked_out = True
            user_locked_out.send("axes", request=request, username=username, ip_address=request.axes_ip_address)

    def reset_user_attempts(self, request, credentials=None):
        """Who signed in begins anew with this client; a stranger's count elsewhere stays."""
        username = _name(request, credentials)
        rows = attempts_of(username, request.axes_ip_address, client_of(request, username))
        return rows.delete()[0]


def client_of(request, username):
    """Which clients are counted together: a known browser by itself, everyone else as strangers."""
    number = known_browser(request, username)
    return f"{BROWSER}{number}" if number else STRANGER


def keep_answer(request, response, credentials=None):
    """The page that says so stays, with the status for too many attempts."""
    response.status_code = 429
    return response


def _name(request, credentials):
    return (get_client_username(request, credentials) or "").replace("\0", "")[:LONGEST_NAME]


@transaction.atomic
def _count(username, address, client):
    facts = {"failures_since_start": 1, "get_data": "", "post_data": "", "http_accept": "", "path_info": ""}
    row, is_new = AccessAttempt.objects.select_for_update().get_or_create(
        username=username, ip_address=address, user_agent=client, defaults=facts
    )
    if not is_new:
        row.failures_since_start = F("failures_since_start") + 1
        row.attempt_time = timezone.now()
        row.save(update_fields=["failures_since_start", "attempt_time"])
