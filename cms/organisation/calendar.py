"""What the offices add to the working-day calendar, and the warning where it ends too soon."""

from datetime import timedelta

from django.utils import timezone

from cms.organisation.models import CalendarDay, CalendarYear
from cms.workdays import Exceptions, unknown_years

# The longest clock, twenty working days and as many again, stays within this.
AHEAD = timedelta(days=90)


def stored_exceptions():
    """The exceptions as the supervising office keeps them; asked for by `cms.workdays`."""
    return Exceptions(
        days=dict(CalendarDay.objects.order_by().values_list("day", "is_working")),
        years=frozenset(CalendarYear.objects.order_by().values_list("year", flat=True)),
    )


def years_missing_soon():
    """The years that deadlines will soon reach and whose working days nobody has entered."""
    today = timezone.localdate()
    return unknown_years(today, today + AHEAD)
