"""Which reminder is due when: at half time, on the day, after it; then the head of the office hears of it."""

import datetime

from django.utils import timezone

from cms.approval.models import Reminder
from cms.organisation.models import Threshold
from cms.workdays import UnknownYear, is_workday, local_day, workdays_between

Stage = Reminder.Stage
THRESHOLD = "reminder-escalation"
# Working days overdue, where no threshold was loaded yet.
ESCALATED_AFTER = 2
OFFICE_OPENS = datetime.time(8, 30)
OFFICE_CLOSES = datetime.time(18)


def escalated_after(day):
    """How many working days something is overdue before the head of the office hears of it."""
    try:
        return int(Threshold.objects.value_on(THRESHOLD, day))
    except Threshold.DoesNotExist:
        return ESCALATED_AFTER


def office_is_open(now):
    """People are reminded while they work. Where the calendar ends, every day counts as one on which they do."""
    local = timezone.localtime(now, timezone.get_default_timezone())
    if not OFFICE_OPENS <= local.time() < OFFICE_CLOSES:
        return False
    try:
        return is_workday(local.date())
    except UnknownYear:
        return True


def stage_reached(started, due, now):
    """The stage that the time from `started` to `due` has reached, or None.

    Only the last one: who was not reminded at half time, because nothing ran then, hears on the day that it is due.
    """
    if due is None:
        return None
    if due < now:
        return Stage.AFTER
    day, today = local_day(due), local_day(now)
    if day == today:
        return Stage.TODAY
    try:
        total, passed = workdays_between(started, day), workdays_between(started, today)
    except UnknownYear:
        return None
    return Stage.HALF if total >= 2 and passed * 2 >= total else None


def is_escalated(due, now, after):
    """Whether something is overdue for so long that the head of the office hears of it."""
    if due is None or due >= now:
        return False
    try:
        return workdays_between(due, now) >= after
    except UnknownYear:
        return (local_day(now) - local_day(due)).days >= after
