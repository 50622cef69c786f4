"""What the offices add to the working-day calendar, and the warning where it ends too soon."""

from datetime import timedelta

from django.db.models import BooleanField, DateField, IntegerField, Value
from django.utils import timezone

from cms.organisation.models import CalendarDay, CalendarYear
from cms.workdays import Exceptions, unknown_years

# The longest clock, twenty working days and as many again, stays within this.
AHEAD = timedelta(days=90)


def stored_exceptions():
    """The exceptions as the supervising office keeps them, in one statement; asked for by `cms.workdays`."""
    days = CalendarDay.objects.order_by().annotate(whole=Value(None, IntegerField()))
    years = CalendarYear.objects.order_by().annotate(no_day=Value(None, DateField()), no=Value(None, BooleanField()))
    rows = list(
        days.values_list("day", "is_working", "whole").union(years.values_list("no_day", "no", "year"), all=True)
    )
    return Exceptions(
        days={day: bool(is_working) for day, is_working, year in rows if year is None},
        years=frozenset(year for _day, _is_working, year in rows if year is not None),
    )


def years_missing_soon():
    """The years that deadlines will soon reach and whose working days nobody has entered."""
    today = timezone.localdate()
    return unknown_years(today, today + AHEAD)
