"""Steps that began while the calendar of the year was unknown get their deadline once it is entered."""

from wagtail.models import TaskState

from cms.approval.models import StepClock, Submission
from cms.workdays import UnknownYear, due_at


def set_missing_deadlines():
    """Count the deadlines that could not be counted when their steps began. Returns how many could be now."""
    clocks = StepClock.objects.filter(due_at=None, task_state__status=TaskState.STATUS_IN_PROGRESS)
    clocks = list(clocks.select_related("task_state").order_by("pk"))
    runs = [clock.task_state.workflow_state_id for clock in clocks]
    submissions = Submission.objects.in_bulk(runs, field_name="workflow_state_id") if runs else {}
    counted = []
    for clock in clocks:
        submission = submissions.get(clock.task_state.workflow_state_id)
        if submission is None or clock.step not in submission.steps:
            continue
        try:
            clock.due_at = due_at(clock.started_at, submission.days_for(clock.step))
        except UnknownYear:
            continue
        counted.append(clock)
    StepClock.objects.bulk_update(counted, ["due_at"], batch_size=200)
    return len(counted)
