"""What the approval does by itself."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.anchoring.anchors import append_anchor
from cms.approval.batches.inspection import inspect_waiting
from cms.approval.checks.sketches import refresh_some
from cms.approval.corrections.clock import settle
from cms.approval.log.watch import watch
from cms.approval.release.scheduling import publish_due
from cms.approval.reminders.collecting import collect
from cms.approval.reminders.deadlines import follow_the_calendar
from cms.approval.reminders.mails import write_mails
from cms.approval.texts.deciding import expire_texts
from cms.jobs.registry import periodic


@periodic(every=timedelta(minutes=1), name="approval.publish_due", label=_("Publish and take off what is due"))
def publish_scheduled():
    """Publish what was approved for this moment, and take off what has expired."""
    publish_due()
    expire_texts(timezone.now())


@periodic(every=timedelta(minutes=1), name="approval.inspect_batches", label=_("Check imported texts"))
def inspect_batches():
    """Make the checks of what was imported, before people decide about it."""
    inspect_waiting()


@periodic(
    every=timedelta(minutes=10), name="approval.settle_corrections", label=_("Settle corrections and their deadlines")
)
def settle_corrections():
    """Close corrections of pages that were taken off, and follow a changed calendar with the open deadlines."""
    settle()


@periodic(every=timedelta(hours=1), name="approval.anchor_log", label=_("Anchor the publication log"))
def anchor_log():
    """Sign the heads of the publication log and append them to the file outside the database."""
    append_anchor()


@periodic(
    every=timedelta(days=1), name="approval.watch_log", label=_("Verify the publication log and the public pages")
)
def watch_log():
    """Verify the publication log and every public page against it; what is found is told to the supervising office."""
    watch()


@periodic(every=timedelta(minutes=5), name="approval.sketch_public_texts", label=_("Recognise repeated publications"))
def sketch_public_texts():
    """Keep public texts recognisable, so that a second publication of one is found."""
    refresh_some()


@periodic(every=timedelta(minutes=10), name="approval.remind", label=_("Remind people of what waits"))
def remind():
    """Remind people of what waits for them, in the admin and by mail."""
    follow_the_calendar()
    collect()
    write_mails()
