"""What a webmaster handed in: what came back and why, what waits where and for how long."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from cms.approval.queue.deadlines import is_late, words
from cms.approval.queue.items import pages_of
from cms.content.models import SiteHomePage
from cms.organisation.roles import Role, departments_of


@dataclass(frozen=True)
class Submission:
    """One text under approval, as who handed it in sees it."""

    page_id: int
    title: str
    url: str
    department: str
    step: str
    submitter: object
    since: datetime
    due_at: datetime | None
    due: str
    is_late: bool
    reason: str
    returned_by: object
    passages: tuple = ()


def submissions_of(user):
    """Runs of the procedure that the user began, or that concern a site whose webmaster the user is."""
    pages = ContentType.objects.get_for_model(Page)
    runs = WorkflowState.objects.active().filter(base_content_type=pages, current_task_state__isnull=False)
    return runs.filter(Q(requested_by=user) | _on_sites_of(user))


def returned(runs):
    """Those that came back, the latest first."""
    return runs.filter(status=WorkflowState.STATUS_NEEDS_CHANGES).order_by("-current_task_state__finished_at", "-pk")


def under_way(runs):
    """Those that wait for somebody, the longest waiting first."""
    waiting = runs.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return waiting.order_by("current_task_state__started_at", "pk")


def rows_of(runs):
    """One page of the list, ready to be shown."""
    steps = ("task__reviewsteptask", "finished_by", "clock")
    related = [f"current_task_state__{name}" for name in steps]
    runs = list(runs.select_related(*related, "requested_by").prefetch_related("current_task_state__passages"))
    numbers = {run.pk: int(run.object_id) for run in runs}
    pages = pages_of(numbers.values())
    return [_row(run, pages[numbers[run.pk]]) for run in runs if numbers[run.pk] in pages]


def _on_sites_of(user):
    """The page lies on the site of a department for which the user is webmaster."""
    departments = departments_of(user, Role.WEBMASTER) - {None}
    homes = SiteHomePage.objects.filter(department__in=departments).order_by()
    below = Q()
    for path in homes.values_list("path", flat=True):
        below |= Q(path__startswith=path)
    if not below:
        return Q(pk__in=())
    number = Cast(OuterRef("object_id"), BigIntegerField())
    return Q(Exists(Page.objects.filter(below, pk=number)))


def _row(run, page):
    step = run.current_task_state
    came_back = run.status == WorkflowState.STATUS_NEEDS_CHANGES
    due_at = None if came_back else getattr(getattr(step, "clock", None), "due_at", None)
    return Submission(
        page_id=page.pk,
        title=page.title,
        url=reverse("wagtailadmin_pages:edit" if came_back else "approval_step", args=[page.pk]),
        department=page.department,
        step=step.task.reviewsteptask.get_step_display(),
        submitter=run.requested_by,
        since=step.finished_at if came_back else step.started_at,
        due_at=due_at,
        due="" if came_back else words(due_at),
        is_late=is_late(due_at),
        reason=step.comment if came_back else "",
        passages=tuple(step.passages.all()) if came_back else (),
        returned_by=step.finished_by if came_back else None,
    )
