"""Years as the site's readers count them: in the site's time zone."""

import datetime

from django.utils import timezone


def year_bounds(year):
    """The first moment of a year and that of the next one."""
    zone = timezone.get_default_timezone()
    last = min(year + 1, datetime.MAXYEAR)
    return datetime.datetime(year, 1, 1, tzinfo=zone), datetime.datetime(last, 1, 1, tzinfo=zone)
