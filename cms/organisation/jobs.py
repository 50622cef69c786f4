"""What the organisation looks after by itself."""

import logging
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.jobs.registry import periodic
from cms.organisation.calendar import years_missing_soon

logger = logging.getLogger(__name__)


@periodic(every=timedelta(days=1), name="organisation.look_ahead", label=_("Watch the working-day calendar"))
def look_ahead():
    """Say in the log, day by day, that the working-day calendar is about to end."""
    for year in years_missing_soon():
        logger.warning("The working-day calendar has no data for %d; enter its days off in the admin.", year)
