"""The queue's own housekeeping, and the mail."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.jobs.models import Mail
from cms.jobs.outbox import deliver
from cms.jobs.registry import periodic

KEPT_DAYS = 14


@periodic(every=timedelta(days=1), name="jobs.prune_results", label=_("Forget finished background work"))
def prune_results():
    """Forget tasks that finished more than two weeks ago."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=KEPT_DAYS, verbosity=0)


@periodic(every=timedelta(minutes=1), name="jobs.send_mail", label=_("Send mail"))
def send_mail():
    """Send the mail that waits."""
    deliver()


@periodic(every=timedelta(days=1), name="jobs.prune_mail", label=_("Forget old mail"))
def prune_mail():
    """Forget mail that was sent, or was interrupted, more than two weeks ago."""
    ended = Mail.objects.filter(state__in=[Mail.State.SENT, Mail.State.INTERRUPTED])
    ended.filter(created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
