"""What of sign-ins is cleared away. The audit keeps its own record of them."""

from datetime import timedelta
from importlib import import_module

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.signin.models import UserSession
from cms.access.signin.pauses import KNOWN_FOR
from cms.jobs.registry import periodic


@periodic(every=timedelta(hours=6), name="signin.clear", label=_("Clear sessions and counts that are over"))
def clear():
    """Sessions that are over, counts that no longer count, and sign-ins by which no address is known any more."""
    now = timezone.now()
    for session in UserSession.objects.over(now).select_related("user"):
        facts = {"reason": session.end_of_it(now)}
        record(Event.SESSION_ENDED, session.user, department=session.user.department_id, facts=facts)
        session.delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - timedelta(days=1)).delete()
    AccessLog.objects.filter(attempt_time__lt=now - KNOWN_FOR).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
