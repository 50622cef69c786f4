"""Deadlines in words, the same wherever a list, a page or a mail names one: {{ step.due_at|due_words }}."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.workdays import UnknownYear, local_day, workdays_between

register = template.Library()


@register.filter
def due_words(due, now=None):
    """How long there is until a moment, in working days: 还剩 1 个工作日, 今天到期, 已超期 2 个工作日.

    Where the calendar does not reach, the plain date is given and no number that could be wrong.
    """
    if due is None:
        return _("Deadline not set yet")
    now = now or timezone.now()
    day, today = local_day(due), local_day(now)
    try:
        number = workdays_between(today, day)
    except UnknownYear:
        return _("Due on %(date)s") % {"date": date_format(day, "Y-m-d")}
    if due < now:
        return _late(-number)
    if day == today:
        return _("Due today")
    if number == 0:
        return _("Less than one working day left")
    return ngettext("%(number)d working day left", "%(number)d working days left", number) % {"number": number}


def _late(number):
    if number == 0:
        return _("Overdue")
    return ngettext("Overdue by %(number)d working day", "Overdue by %(number)d working days", number) % {
        "number": number
    }


@register.filter
def due_state(due, now=None):
    """The same as a word for a style sheet: overdue, today, later, or unset."""
    if due is None:
        return "unset"
    now = now or timezone.now()
    if due < now:
        return "overdue"
    return "today" if local_day(due) == local_day(now) else "later"
