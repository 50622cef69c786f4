"""What grants need of the background work: their end, written down. They have no effect after it in any case."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.access.sharing.granting import end_due
from cms.jobs.registry import periodic


@periodic(every=timedelta(hours=1), name="sharing.end_due", label=_("End rights whose day has passed"))
def end_grants():
    """Record the ends of grants and tell who granted them."""
    end_due()
