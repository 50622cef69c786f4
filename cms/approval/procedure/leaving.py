"""What somebody who leaves has in hand of the procedure: it goes to the successor, four eyes stay (see people.py).

What was decided stays the leaver's. What the successor cannot take is said, with the reason.
"""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.models import Page, TaskState, WorkflowState

from cms.access.people.notices import tell
from cms.approval.models import Batch, Correction, Delegation, Emergency, ReviewStepTask, StepDecision, Submission
from cms.approval.queue.forwarding import forwarded_to, return_or_pass_on
from cms.content.placement import department_at
from cms.organisation.leaving import Handed, on_leaving
from cms.organisation.roles import Role, user_has_role
from cms.workdays import local_day

UNDER_WAY = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
MOST_NAMED = 20
# Subject and text of mails to those whom a departure touches.
NO_LONGER_DEPUTY = (
    gettext_noop("You no longer stand in for somebody"),
    gettext_noop("%(name)s has left the office. You no longer take steps for %(name)s."),
)
NO_DEPUTY = (
    gettext_noop("You have no deputy now"),
    gettext_noop("%(name)s, who was your deputy until %(day)s, has left the office. Name another deputy."),
)
OTHER_DEPUTY = (
    gettext_noop("You have another deputy now"),
    gettext_noop("Your deputy until %(day)s is %(name)s from now on."),
)


@on_leaving
def hand_over_submissions(departure):
    """What the leaver answers for in this department goes to a webmaster of it who has not decided about it."""
    handed = Handed(_("Submissions"), kind="submissions")
    kept = Submission.objects.filter(kept_by=departure.account.person_id, workflow_state__status__in=UNDER_WAY)
    mine = {row: page for row, page in _with_pages(kept) if department_at(page.path) == departure.department}
    successor = departure.successor
    decided = _decided_by(successor.person_id) if successor else set()
    writes = successor is not None and user_has_role(successor, Role.WEBMASTER, department=departure.department)
    for row, page in mine.items():
        why = _why_not_submission(row, successor, writes, decided)
        if why:
            handed.stays.append(_("“%(title)s” stays as it is: %(why)s") % {"title": page.draft_title, "why": why})
            continue
        Submission.objects.filter(pk=row.pk).update(kept_by=successor.person_id)
        handed.passed += 1
    return handed


def _why_not_submission(submission, successor, writes, decided):
    if successor is None:
        return _("no successor was chosen.")
    if not writes:
        return _("%(name)s is not a webmaster of the department.") % {"name": successor}
    if submission.workflow_state_id in decided:
        return _("%(name)s decided about it, or a deputy did.") % {"name": successor}
    return ""


def _decided_by(person):
    """Numbers of the runs of the procedure in which the person, or a deputy, approved a step."""
    theirs = Q(person=person) | Q(on_behalf_of=person)
    decided = StepDecision.objects.filter(theirs, outcome=StepDecision.Outcome.APPROVED)
    return set(decided.values_list("workflow_state", flat=True))


def _with_pages(submissions):
    """The submissions, each with its page."""
    rows = list(submissions.select_related("workflow_state"))
    pages = Page.objects.in_bulk([int(row.workflow_state.object_id) for row in rows])
    return [(row, pages[number]) for row in rows if (number := int(row.workflow_state.object_id)) in pages]


@on_leaving
def hand_over_steps(departure):
    """Texts that were passed on to the leaver go to the successor who may decide, else back to who passed them on."""
    handed = Handed(_("Texts passed on to this desk"))
    for state, page in _states_with_pages(forwarded_to(departure.account)):
        sentence = return_or_pass_on(state, page, departure.account, departure.successor)
        handed.passed += not sentence
        if sentence:
            handed.stays.append(sentence)
    return handed


@on_leaving
def name_steps_without_people(departure):
    """Texts that wait for a step which nobody else can take once the leaver is gone."""
    handed = Handed(_("Steps that wait"))
    mine = ReviewStepTask.objects.filter(groups__user=departure.account)
    others = get_user_model().objects.filter(is_active=True).exclude(person=departure.account.person_id)
    staffed = Exists(
        ReviewStepTask.groups.through.objects.filter(reviewsteptask=OuterRef("pk"), group__user__in=others)
    )
    bare = mine.exclude(staffed).order_by().values("pk")
    pages = ContentType.objects.get_for_model(Page)
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__in=bare, workflow_state__base_content_type=pages
    )
    for state, page in _states_with_pages(states):
        text = _("“%(title)s” waits for “%(step)s”, and nobody else can take this step.")
        handed.stays.append(text % {"title": page.draft_title, "step": state.task.name})
    return handed


def _states_with_pages(states):
    rows = list(states.select_related("workflow_state", "task").order_by("pk").distinct())
    pages = Page.objects.in_bulk([int(row.workflow_state.object_id) for row in rows])
    return [(row, pages[number]) for row in rows if (number := int(row.workflow_state.object_id)) in pages]


@on_leaving
def hand_over_delegations(departure):
    """The leaver's own absences end; where the leaver stands in for others, the successor does from now on.

    Whoever stood in, and whoever has another deputy now or none, hears of it by mail.
    """
    handed = Handed(_("Delegations"))
    today, now = local_day(timezone.now()), timezone.now()
    open_now = Delegation.objects.filter(ended_at=None, last_day__gte=today).select_related("absent", "deputy")
    for row in open_now.filter(absent=departure.account):
        tell(row.deputy, *NO_LONGER_DEPUTY, {"name": str(departure.account)})
    Delegation.objects.filter(absent=departure.account, ended_at=None).update(ended_at=now)
    for row in open_now.filter(deputy=departure.account):
        Delegation.objects.filter(pk=row.pk).update(ended_at=now)
        if not _stands_in(departure.successor, row.absent):
            text = _("%(person)s has no deputy until %(day)s now.")
            handed.stays.append(text % {"person": row.absent, "day": row.last_day})
            tell(row.absent, *NO_DEPUTY, {"name": str(departure.account), "day": str(row.last_day)})
            continue
        Delegation.objects.create(
            absent=row.absent,
            deputy=departure.successor,
            first_day=max(today, row.first_day),
            last_day=row.last_day,
            reason=row.reason,
            made_by=departure.by,
        )
        tell(row.absent, *OTHER_DEPUTY, {"name": str(departure.successor), "day": str(row.last_day)})
        handed.passed += 1
    return handed


def _stands_in(successor, absent):
    """Whether the successor can be the deputy: somebody else, of the same office."""
    return (
        successor is not None
        and successor.person_id != absent.person_id
        and successor.department_id == absent.department_id
    )


@on_leaving
def name_corrections(departure):
    """Corrections are the department's, whose webmasters hear of them; without one, nobody would publish them."""
    handed = Handed(_("Open corrections"))
    running = Correction.objects.open().filter(department=departure.department)
    if not running.exists() or not user_has_role(departure.account, Role.WEBMASTER, department=departure.department):
        return handed
    webmasters = get_user_model().objects.filter(
        is_active=True, groups__role_group__role=Role.WEBMASTER, groups__role_group__department=departure.department
    )
    if not webmasters.exclude(person=departure.account.person_id).exists():
        for correction in running.order_by("due_at", "pk")[:MOST_NAMED]:
            text = _("The correction of “%(title)s” is open, and the department has no other webmaster.")
            handed.stays.append(text % {"title": correction.title})
    return handed


@on_leaving
def name_batches_and_emergencies(departure):
    """What a named person began is that person's; it is said, so that somebody looks after it."""
    handed = Handed(_("Batches and emergencies"))
    account = departure.account
    for batch in Batch.objects.waiting().filter(prepared_by=account)[:MOST_NAMED]:
        text = _("The batch “%(title)s”, which %(name)s prepared, still waits; others decide about it.")
        handed.stays.append(text % {"title": batch.title, "name": account})
    for emergency in Emergency.objects.proposed().filter(Q(second=account) | Q(proposed_by=account))[:MOST_NAMED]:
        text = _("The emergency “%(title)s” was proposed by or to %(name)s. Propose it anew.")
        handed.stays.append(text % {"title": emergency.title, "name": account})
    return handed
