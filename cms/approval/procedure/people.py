"""Four eyes: who may not take a step because of what the same person did before (design §2.3, domain §8.7).

Persons are compared, never accounts. Who decides in another's stead counts as both.
"""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState

from cms.approval.models.decision import StepDecision
from cms.approval.models.delegation import Delegation
from cms.approval.models.log import PUBLIC_EVENTS, LogEntry
from cms.approval.models.procedure import LEAST_PERSONS, Submission
from cms.approval.procedure.steps import Step

NAMES_SHOWN = 10


@dataclass(frozen=True)
class Record:
    """What is known of the persons behind a text that waits for a step."""

    step: str
    submitters: frozenset
    authors: frozenset
    deciders: tuple = ()
    steps_left: int = 0
    min_persons: int = LEAST_PERSONS

    def objection(self, user, absent=None):
        """Why the user, perhaps in the stead of `absent`, cannot take the step, in a sentence; '' for who may."""
        for person, texts in ((user.person_id, OWN), (absent.person_id if absent else None, ABSENT)):
            if person is None:
                continue
            reason = self._reason(person)
            if reason:
                return str(texts[reason]()) % {"person": absent or user}
        return ""

    def _reason(self, person):
        if person in self.submitters:
            return "submitted"
        if person in self.authors:
            return "wrote"
        if any(person in hand for hand in self.deciders) and not self._may_merge():
            return "decided"
        return ""

    @property
    def conflict(self):
        """Why nobody can approve the text as it lies there, in a sentence; '' where nothing stands against it.

        Who took an earlier step may have become one of its writers or keepers since; it can only be returned.
        """
        if (self.submitters | self.authors) & frozenset().union(*self.deciders):
            return _(
                "Somebody who wrote or submitted this text approved an earlier step of it. Return it, so that it is "
                "changed and goes through all steps anew."
            )
        return ""

    def _may_merge(self):
        """Whether one who decided before may take this step as well: never the last, and only if enough remain."""
        return self.step != Step.SIGN_OFF and count_hands(self.deciders) + self.steps_left >= self.min_persons


OWN = {
    "submitted": lambda: _("You submitted this text, so somebody else decides about it."),
    "wrote": lambda: _("You wrote or changed this text, so somebody else decides about it."),
    "decided": lambda: _("You approved an earlier step of this text, so somebody else takes the next one."),
}
ABSENT = {
    "submitted": lambda: _(
        "%(person)s, for whom you stand in, submitted this text, so somebody else decides about it."
    ),
    "wrote": lambda: _("%(person)s, for whom you stand in, wrote or changed this text, so somebody else decides."),
    "decided": lambda: _(
        "%(person)s, for whom you stand in, approved an earlier step, so somebody else takes this one."
    ),
}


def count_hands(deciders):
    """How many different persons decided; one who stands in for another is no further one than that other."""
    seen, number = set(), 0
    for hand in deciders:
        number += not hand & seen
        seen |= hand
    return number


def hands(decisions):
    """For each decision the numbers of the persons behind it."""
    return tuple(frozenset({row.person_id, row.on_behalf_of_id} - {None}) for row in decisions)


def written_since_publication(page):
    """The revisions of a page that were written after the text that was last public; all, for one that never was.

    `page` is its number, or an OuterRef to it. That a text was approved does not count: it may have been waiting for
    its day when the approval ended. The log tells what the public read.
    """
    inner = OuterRef(page) if isinstance(page, OuterRef) else page
    public = LogEntry.objects.filter(page_id=inner, event__in=PUBLIC_EVENTS).exclude(revision_id=None).order_by("-pk")
    return Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(page, CharField()) if isinstance(page, OuterRef) else str(page),
        pk__gt=Coalesce(Subquery(public.values("revision_id")[:1]), 0),
    )


def editors_since_publication(page):
    """Numbers of the persons who changed the page since its text was last public (or ever, for a new page)."""
    written = written_since_publication(page.pk).exclude(user=None)
    return set(written.values_list("user__person", flat=True))


def approving_decisions(workflow_state, revision):
    """The decisions by which steps of exactly this revision were approved."""
    return StepDecision.objects.filter(
        workflow_state=workflow_state,
        revision=revision,
        outcome=StepDecision.Outcome.APPROVED,
        task_state__status=TaskState.STATUS_APPROVED,
    ).select_related("person", "user", "on_behalf_of")


def record_of(page, workflow_state):
    """What is known of the persons behind the text that waits; five statements."""
    waiting = workflow_state.current_task_state
    submission = Submission.objects.filter(workflow_state=workflow_state).first()
    submitters, authors = {workflow_state.requested_by and workflow_state.requested_by.person_id}, set()
    if submission:
        submitters |= {submission.submitted_by_id, submission.kept_by_id}
        authors = set(submission.authors.values_list("pk", flat=True))
    decisions = list(approving_decisions(workflow_state, waiting.revision_id))
    clock = getattr(waiting, "clock", None)
    step = clock.step if clock else getattr(waiting.task.specific, "step", "")
    needed = set(submission.steps) if submission else set()
    return Record(
        step=step,
        submitters=frozenset(submitters - {None}),
        authors=frozenset(authors | editors_since_publication(page)),
        deciders=hands(decisions),
        steps_left=len(needed - {row.step for row in decisions} - {step}),
        min_persons=submission.min_persons if submission else LEAST_PERSONS,
    )


def absent_members(user, groups, day=None):
    """The members of the groups for whom the user stands in today."""
    rows = Delegation.objects.in_force(day).filter(deputy=user, absent__groups__in=groups)
    return [row.absent for row in rows.select_related("absent").distinct()]


def capacities(user, task):
    """In whose stead the user can take steps of the task: None is in the user's own right; empty for nobody's."""
    if not user.is_active:
        return []
    if task.has_member(user):
        return [None]
    return absent_members(user, task.groups.all())


def who_may(page, workflow_state, limit=NAMES_SHOWN):
    """The accounts that may take the step that waits, members before deputies; empty where nobody can."""
    task = workflow_state.current_task_state.task.specific
    groups = list(task.groups.all())
    record = record_of(page, workflow_state)
    members = get_user_model().objects.filter(groups__in=groups, is_active=True).order_by("pk").distinct()
    found = [user for user in members if not record.objection(user)]
    if len(found) < limit:
        known = {user.pk for user in members}
        rows = Delegation.objects.in_force().filter(absent__groups__in=groups).select_related("absent", "deputy")
        for row in rows.filter(~Q(deputy__in=known)).distinct():
            if row.deputy not in found and not record.objection(row.deputy, row.absent):
                found.append(row.deputy)
    return found[:limit]


def name_list(users):
    """The names of accounts, as a sentence holds them."""
    return "、".join(str(user) for user in users)
