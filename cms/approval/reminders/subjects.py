"""What people are reminded of: steps that wait and corrections that are open, read in a fixed number of statements."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from cms.approval.models import Correction, Delegation, ReviewStepTask, StepClock, StepDecision, Submission
from cms.approval.procedure.people import Record, hands
from cms.organisation.roles import Role


@dataclass(frozen=True)
class Subject:
    """One thing that waits: what it is, its time, and the numbers of the accounts that can do it."""

    title: str
    what: str
    address: str
    department: int | None
    started: datetime
    due: datetime | None
    people: frozenset
    urgent: bool = False
    task_state: int | None = None
    correction: int | None = None

    @property
    def key(self):
        """What tells it from others among reminders."""
        return self.task_state, self.correction


@dataclass(frozen=True)
class Account:
    """An account that takes steps, and whose it is."""

    pk: int
    person_id: int


def subjects():
    """Everything that waits."""
    return [*steps_waiting(), *corrections_open()]


def steps_waiting():
    """The steps of all procedures that wait, each with the accounts of those who can take it."""
    clocks = StepClock.objects.filter(task_state__status=TaskState.STATUS_IN_PROGRESS).order_by("pk")
    clocks = list(clocks.select_related("page", "task_state__workflow_state__requested_by"))
    if not clocks:
        return []
    ways, records = _ways(), Records()
    return [
        Subject(
            title=clock.page.draft_title,
            what=clock.step,
            address=reverse("approval_step", args=[clock.page_id]),
            department=clock.department_id,
            started=clock.started_at,
            due=clock.due_at,
            urgent=clock.urgent,
            task_state=clock.task_state_id,
            people=_able(ways[clock.task_state.task_id], records.of(clock)),
        )
        for clock in clocks
    ]


def _able(ways, record):
    """The accounts to which nothing is objected (four eyes)."""
    return frozenset(account.pk for account, absent in ways if not record.objection(account, absent))


def _ways():
    """By step: pairs of an account that may take it and, of a deputy, the account in whose stead."""
    members = defaultdict(set)
    rows = get_user_model().groups.through.objects.filter(user__is_active=True, group__reviewsteptask__isnull=False)
    for group, user, person in rows.values_list("group", "user", "user__person").distinct():
        members[group].add(Account(user, person))
    deputies = defaultdict(set)
    rows = Delegation.objects.in_force().order_by().values_list("absent", "deputy", "deputy__person")
    for absent, deputy, person in rows:
        deputies[absent].add(Account(deputy, person))
    ways = defaultdict(set)
    for task, group in ReviewStepTask.groups.through.objects.values_list("reviewsteptask", "group"):
        for account in members[group]:
            ways[task].add((account, None))
            ways[task].update((deputy, account) for deputy in deputies[account.pk])
    return ways


class Records:
    """Who took part in the runs of procedures that go on: the same records by which a single step is refused."""

    def __init__(self):
        running = {"workflow_state__status": WorkflowState.STATUS_IN_PROGRESS}
        submissions = Submission.objects.filter(**running)
        self.submissions = {row.workflow_state_id: row for row in submissions}
        self.authors = defaultdict(set)
        authors = Submission.authors.through.objects.filter(submission__in=submissions.order_by().values("pk"))
        for run, person in authors.values_list("submission__workflow_state", "person"):
            self.authors[run].add(person)
        self.decisions = defaultdict(list)
        approved = {"outcome": StepDecision.Outcome.APPROVED, "task_state__status": TaskState.STATUS_APPROVED}
        for decision in StepDecision.objects.filter(**approved, **running):
            self.decisions[decision.workflow_state_id, decision.revision_id].append(decision)

    def of(self, clock):
        """The record of the text that waits at the clock's step."""
        waiting = clock.task_state
        run = waiting.workflow_state
        submission = self.submissions.get(run.pk)
        submitters = {run.requested_by.person_id if run.requested_by else None}
        decisions = self.decisions[run.pk, waiting.revision_id]
        if submission is None:
            return Record(clock.step, frozenset(submitters - {None}), frozenset(), hands(decisions))
        submitters |= {submission.submitted_by_id, submission.kept_by_id}
        return Record(
            step=clock.step,
            submitters=frozenset(submitters - {None}),
            authors=frozenset(self.authors[run.pk]),
            deciders=hands(decisions),
            steps_left=len(set(submission.steps) - {row.step for row in decisions} - {clock.step}),
            min_persons=submission.min_persons,
        )


def corrections_open():
    """The corrections that are open, each with the webmasters who can publish it."""
    running = list(Correction.objects.open().order_by("pk"))
    if not running:
        return []
    webmasters = _webmasters()
    return [
        Subject(
            title=correction.title,
            what="",
            address=reverse("approval_correction", args=[correction.pk]),
            department=correction.department_id,
            started=correction.opened_at,
            due=correction.due_at,
            correction=correction.pk,
            people=frozenset(webmasters[correction.department_id]),
        )
        for correction in running
    ]


def _webmasters():
    """By department: its webmasters; the portal's editors stand under None."""
    found = defaultdict(set)
    roles = get_user_model().objects.filter(
        is_active=True, groups__role_group__role__in=[Role.WEBMASTER, Role.PORTAL_EDITOR]
    )
    for department, user in roles.values_list("groups__role_group__department", "pk"):
        found[department].add(user)
    return found
