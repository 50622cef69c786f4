"""What waits for a person's decision, in as many statements for a thousand texts as for one."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Page, TaskState

from cms.approval.models import ReviewStepTask

SHOWN = 20


@dataclass(frozen=True)
class Waiting:
    """One text that waits: where to decide, what it is called, which step it waits for, since when, by whom."""

    page_id: int
    title: str
    step: str
    since: datetime
    submitter: object


def waiting_states(user):
    """Steps in progress that the user's groups take, the oldest first; what the user submitted waits for others."""
    steps = ReviewStepTask.objects.filter(groups__user=user)
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=steps.order_by().values("pk"))
    return states.exclude(workflow_state__requested_by=user).order_by("started_at", "pk")


def waiting_for(user, limit=SHOWN):
    """The oldest texts that wait for the user, and how many there are in all."""
    states = waiting_states(user)
    shown = list(states.select_related("task", "workflow_state__requested_by")[:limit])
    pages = Page.objects.in_bulk([int(state.workflow_state.object_id) for state in shown])
    rows = [
        Waiting(page.pk, page.draft_title, state.task.name, state.started_at, state.workflow_state.requested_by)
        for state in shown
        if (page := pages.get(int(state.workflow_state.object_id)))
    ]
    return rows, states.count()
