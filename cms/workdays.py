"""The one working-day calendar: every deadline is counted on it (domain §3).

The State's calendar with its moved days (调休) comes from chinesecalendar. What the offices add to it is data that
another concern registers here: single days, and whole years that the State's data does not hold yet. A year that
nobody knows is refused with a clear sentence, because a date counted through it would be wrong.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

import chinese_calendar
from chinese_calendar.constants import holidays
from django.core.signals import request_started
from django.utils import timezone
from django.utils.translation import gettext as _

STATE_YEARS = range(min(holidays).year, max(holidays).year + 1)
DAY = datetime.timedelta(days=1)
FRIDAY = 4
END_OF_DAY = datetime.time(23, 59, 59)


class UnknownYear(ValueError):
    """The working days of a year are not known; the text says so and what to do, to the person who reads it."""

    def __init__(self, year):
        self.year = year
        super().__init__(
            _(
                "The working days of %(year)d are not known yet, so no deadline can be counted through that year. "
                "The supervising office enters the year's days off in the working-day calendar."
            )
            % {"year": year}
        )


@dataclass(frozen=True)
class Exceptions:
    """What the offices add: days that are working days (or not) against the State's calendar, and the years that
    they entered as a whole, in which every other day follows the plain week."""

    days: Mapping[datetime.date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()


class Source:
    """Where the exceptions come from. They are read once and kept until the next request or task begins."""

    def __init__(self):
        self._provider = Exceptions
        self._read = None

    def register(self, provider):
        """Ask `provider`, a function that returns Exceptions, from now on. Returns the provider."""
        self._provider = provider
        self._read = None
        return provider

    def forget(self, **kwargs):
        """Read them anew when they are asked for next."""
        self._read = None

    def exceptions(self):
        read = self._read
        if read is None:
            read = self._read = self._provider()
        return read


source = Source()
request_started.connect(source.forget, dispatch_uid="workdays.forget")


def local_day(moment):
    """The day of a date, or of a moment on the clock of the province."""
    if not isinstance(moment, datetime.datetime):
        return moment
    if timezone.is_naive(moment):
        return moment.date()
    return timezone.localdate(moment, timezone.get_default_timezone())


def is_workday(day):
    """Whether offices work on the day.

    Raises UnknownYear when nobody has said so for its year.
    """
    day = local_day(day)
    exceptions = source.exceptions()
    if day in exceptions.days:
        return exceptions.days[day]
    if day.year in STATE_YEARS:
        return chinese_calendar.is_workday(day)
    if day.year in exceptions.years:
        return day.weekday() <= FRIDAY
    raise UnknownYear(day.year)


def add_workdays(start, n):
    """The n-th working day after `start`, which itself is not counted; `start` when n is 0.

    Raises ValueError for a number that is negative or no whole one, UnknownYear when the count leaves what is known.
    """
    if isinstance(n, bool) or not isinstance(n, int) or n < 0:
        raise ValueError(f"working days are counted in whole numbers from 0 on, not {n!r}")
    day = local_day(start)
    for _number in range(n):
        day += DAY
        while not is_workday(day):
            day += DAY
    return day


def workdays_between(first, last):
    """How many working days lie after `first` up to and with `last`; negative when `last` comes before.

    So `workdays_between(day, add_workdays(day, n))` is n. Raises UnknownYear.
    """
    first, last = local_day(first), local_day(last)
    if last < first:
        return -workdays_between(last, first)
    return sum(is_workday(first + DAY * number) for number in range(1, (last - first).days + 1))


def due_at(moment, n):
    """The last second of the n-th working day after the moment's day, on the clock of the province.

    Raises ValueError and UnknownYear as `add_workdays` does.
    """
    return datetime.datetime.combine(add_workdays(moment, n), END_OF_DAY, timezone.get_default_timezone())


def unknown_years(first, last):
    """The years between the two days, with both, whose working days are not known."""
    known = source.exceptions().years
    years = range(local_day(first).year, local_day(last).year + 1)
    return [year for year in years if year not in STATE_YEARS and year not in known]
