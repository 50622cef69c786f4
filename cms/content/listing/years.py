"""Years as the site's readers count them: in the site's time zone, whatever zone an editor has chosen."""

import datetime

from django.utils import timezone


def site_zone():
    """The site's time zone."""
    return timezone.get_default_timezone()


def year_of(moment):
    """The year that a moment falls into."""
    return timezone.localtime(moment, site_zone()).year


def year_bounds(year):
    """The first moment of a year and that of the next one."""
    last = min(year + 1, datetime.MAXYEAR)
    return datetime.datetime(year, 1, 1, tzinfo=site_zone()), datetime.datetime(last, 1, 1, tzinfo=site_zone())
