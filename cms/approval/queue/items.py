"""What waits for a person, oldest deadline first, in as many statements for two thousand texts as for one."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from wagtail.models import Page, TaskState

from cms.approval.models import Delegation, Finding, Forwarding, ReviewStepTask, Submission
from cms.approval.queue.deadlines import is_late, words
from cms.approval.queue.forwarding import on_desk_of, passed_on, with_forwardings
from cms.content.models import SiteHomePage
from cms.organisation.kinds import ContentKind

FAR = datetime(9999, 1, 1, tzinfo=UTC)
HOME_DEPTH = 2


@dataclass(frozen=True)
class Item:
    """One text that waits, with what a person has to know before opening it."""

    state_id: int
    page_id: int
    title: str
    url: str
    kind: str
    department: str
    step: str
    submitter: object
    since: datetime
    is_public: bool
    due_at: datetime | None
    due: str
    is_late: bool
    is_urgent: bool
    forwarded: str = ""
    hits: int = 0


def queue_of(user):
    """The pages' steps that lie on the user's desk, in the order in which they are due."""
    return in_order(on_desk_of(_states(user), user))


def passed_on_by(user):
    """Those that the user passed on to a colleague."""
    return in_order(passed_on(_states(user), user))


def _states(user):
    pages = ContentType.objects.get_for_model(Page)
    absent = Delegation.objects.in_force().filter(deputy=user).values("absent")
    steps = ReviewStepTask.objects.filter(Q(groups__user=user) | Q(groups__user__in=absent)).order_by().values("pk")
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__in=steps, workflow_state__base_content_type=pages
    )
    return with_forwardings(states.exclude(workflow_state__requested_by=user).exclude(_brought_in_by(user)))


def _brought_in_by(user):
    """Texts that the person submitted, answers for or wrote, by whatever account."""
    person = user.person_id
    roles = Q(submitted_by=person) | Q(kept_by=person) | Q(authors=person)
    return Exists(Submission.objects.filter(roles, workflow_state=OuterRef("workflow_state")))


def in_order(states):
    """Oldest deadline first; what has none comes last, the longest waiting first."""
    found = Finding.objects.filter(revision=OuterRef("revision"), decision="").order_by().values("revision")
    clocked = states.annotate(
        deadline=Coalesce("clock__due_at", FAR),
        is_urgent=F("clock__urgent"),
        hits=Coalesce(Subquery(found.annotate(number=Count("pk")).values("number")), 0),
    )
    return clocked.order_by("deadline", "started_at", "pk")


def following(queue, state):
    """The step that comes after this one in the queue, from the head again at its end; None where nothing is left."""
    here = queue.filter(pk=state.pk).values_list("deadline", "started_at").first()
    others = queue.exclude(pk=state.pk).select_related("workflow_state")
    if here is None:
        return others.first()
    deadline, started = here
    later = Q(deadline__gt=deadline) | Q(deadline=deadline, started_at__gt=started)
    return others.filter(later | Q(deadline=deadline, started_at=started, pk__gt=state.pk)).first() or others.first()


def items_of(states):
    """One page of the queue, ready to be shown."""
    states = list(states)
    numbers = {state.pk: int(state.workflow_state.object_id) for state in states}
    pages = pages_of(numbers.values())
    forwardings = _forwardings(states)
    return [
        _item(state, pages[numbers[state.pk]], forwardings.get(state.pk, ""))
        for state in states
        if numbers[state.pk] in pages
    ]


@dataclass(frozen=True)
class PageFacts:
    """What a list says of a page."""

    pk: int
    title: str
    kind: str
    department: str
    is_public: bool


def pages_of(numbers):
    """Title, kind and department of pages, by number; one statement for pages of content, one more for others."""
    columns = ("pk", "path", "title", "draft_title", "live", "content_type", "contentpage__kind")
    rows = list(
        Page.objects.filter(pk__in=set(numbers)).order_by().values(*columns, "contentpage__department__short_name")
    )
    homes = department_names(row["path"] for row in rows if not row["contentpage__kind"])
    return {
        row["pk"]: PageFacts(
            row["pk"],
            row["draft_title"] or row["title"],
            _kind(row["contentpage__kind"], row["content_type"]),
            row["contentpage__department__short_name"] or homes.get(home_path(row["path"]), ""),
            row["live"],
        )
        for row in rows
    }


def item_of(state_id):
    """One step that waits, whoever's desk it lies on."""
    states = in_order(with_forwardings(TaskState.objects.filter(pk=state_id)))
    return next(iter(items_of(listed(states))), None)


def listed(states):
    """What the rows of a list need, read with them."""
    related = ("task__reviewsteptask", "workflow_state__requested_by")
    return states.select_related(*related).defer("workflow_state__requested_by__password")


def home_path(path):
    """The place of the home page of the site on which a page stands."""
    return path[: Page.steplen * HOME_DEPTH]


def department_names(paths):
    """Short names of the departments on whose sites the pages stand, by the place of the home page."""
    places = {home_path(path) for path in paths}
    homes = SiteHomePage.objects.filter(path__in=places).exclude(department=None).order_by()
    return dict(homes.values_list("path", "department__short_name")) if places else {}


def _kind(kind, content_type):
    """What a page is called: its kind of content, else its type."""
    return str(ContentKind(kind).label if kind else ContentType.objects.get_for_id(content_type).name)


def _item(state, page, forwarded):
    due_at = None if state.deadline == FAR else state.deadline
    return Item(
        state_id=state.pk,
        page_id=page.pk,
        title=page.title,
        url=reverse("approval_step", args=[page.pk]),
        kind=page.kind,
        department=page.department,
        step=state.task.reviewsteptask.get_step_display(),
        submitter=state.workflow_state.requested_by,
        since=state.started_at,
        is_public=page.is_public,
        due_at=due_at,
        due=words(due_at),
        is_late=is_late(due_at),
        is_urgent=bool(state.is_urgent),
        forwarded=forwarded,
        hits=state.hits,
    )


def _forwardings(states):
    """Who passed a text on, to whom and with which note, of the last time."""
    handed = [state.pk for state in states if state.handed_to]
    rows = Forwarding.objects.filter(task_state__in=handed).select_related("by", "to").order_by("pk") if handed else ()
    return {row.task_state_id: f"{row}: {row.note}" if row.note else str(row) for row in rows}
