"""Deadlines of steps that wait follow the calendar of working days, also where a year was unknown when they began."""

from wagtail.models import TaskState

from cms.approval.models import StepClock
from cms.workdays import UnknownYear, due_at


def follow_the_calendar():
    """Count the deadlines of the waiting steps anew. Returns how many changed."""
    changed = []
    for clock in StepClock.objects.filter(task_state__status=TaskState.STATUS_IN_PROGRESS).order_by("pk"):
        try:
            due = due_at(clock.counted_from, clock.days)
        except UnknownYear:
            continue
        if due != clock.due_at:
            clock.due_at = due
            changed.append(clock)
    StepClock.objects.bulk_update(changed, ["due_at"], batch_size=200)
    return len(changed)
