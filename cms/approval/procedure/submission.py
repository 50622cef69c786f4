"""What a text goes through from its submission on: its procedure, its clocks, its urgency, its way back."""

import logging

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from cms import workdays
from cms.approval.gate.fingerprint import fingerprint_of_revision
from cms.approval.models.procedure import StepClock, Submission
from cms.approval.procedure.people import editors_since_publication
from cms.approval.procedure.rules import department_of, procedure_for
from cms.organisation.models import Person

logger = logging.getLogger(__name__)


class SubmissionRefused(PermissionDenied):
    """A submission that cannot be changed so, or not by this person; the text says why."""


def submission_of(workflow_state, user=None):
    """The submission of the revision that is to be decided, noted when its first step begins.

    What a returned text goes through is decided anew: it may have got attachments meanwhile.
    """
    page = workflow_state.content_object
    found = Submission.objects.filter(workflow_state=workflow_state).first()
    if found is not None and found.revision_id == page.latest_revision_id:
        return found
    revision = page.get_latest_revision()
    procedure = procedure_for(revision.as_object())
    requested_by = workflow_state.requested_by
    submitter = user or requested_by
    facts = {
        "revision": revision,
        "fingerprint": fingerprint_of_revision(revision),
        "kind": procedure.kind,
        "steps": procedure.steps,
        "min_persons": procedure.min_persons,
        "submitted_by_id": submitter.person_id if submitter else None,
    }
    if found is None:
        found = Submission.objects.create(
            workflow_state=workflow_state, kept_by_id=requested_by.person_id if requested_by else None, **facts
        )
    else:
        for name, value in facts.items():
            setattr(found, name, value)
        found.save()
    found.authors.add(*editors_since_publication(page))
    return found


def is_as_submitted(submission):
    """Whether the text, the files that it names and who may read it are what they were when it was submitted."""
    return fingerprint_of_revision(submission.revision) == submission.fingerprint


def start_clock(task_state, step, submission, page):
    """Note when the step that begins is due. Without a calendar for that year the step has no due date, and says so."""
    days = submission.days_for(step)
    return StepClock.objects.create(
        task_state=task_state,
        page_id=page.pk,
        department_id=department_of(page),
        kind=submission.kind,
        step=step,
        started_at=task_state.started_at,
        counted_from=task_state.started_at,
        days=days,
        due_at=_due_at(task_state.started_at, days),
        urgent=submission.urgent,
    )


def _due_at(moment, days):
    try:
        return workdays.due_at(moment, days)
    except workdays.UnknownYear as unknown:
        logger.warning("A step of the procedure has no due date: %s", unknown)
        return None


def waiting_run(page):
    """The run of the procedure in which the page waits, locked against whoever else decides now.

    Raises SubmissionRefused when nothing of the page waits.
    """
    state = (
        WorkflowState.objects.select_for_update()
        .filter(
            base_content_type=page.get_base_content_type(),
            object_id=str(page.pk),
            status=WorkflowState.STATUS_IN_PROGRESS,
        )
        .first()
    )
    if state is None or state.current_task_state is None:
        raise SubmissionRefused(_("Nothing of this page waits for approval."))
    return state


def objection_to_recall(user, page, state):
    """Why the user cannot take the submission back, in a sentence; '' for who may.

    Who submitted it or took it over may; where that person has left, whoever writes on the site.
    """
    if not user.is_active:
        return _("This account is closed.")
    submission = Submission.objects.filter(workflow_state=state).select_related("kept_by").first()
    keepers = {state.requested_by.person_id if state.requested_by else None}
    if submission:
        keepers |= {submission.submitted_by_id, submission.kept_by_id}
    if user.person_id in keepers:
        return ""
    rights = page.permissions_for_user(user)
    if not has_keeper(keepers - {None}) and rights.can_write():
        return ""
    name = (submission and submission.kept_by) or state.requested_by or ""
    return _("Only who submitted the text can take it back: %(name)s. Who decides about it may return it.") % {
        "name": name
    }


def has_keeper(persons):
    """Whether one of the persons still has an open account."""
    return Person.objects.filter(pk__in=persons, left_on=None, accounts__is_active=True).exists()


@transaction.atomic
def recall(page, user):
    """Take a submitted text back before it is decided; it is a draft again, free to be changed.

    Raises SubmissionRefused for anyone but its keeper, and when it was decided in the meantime.
    """
    page = Page.objects.get(pk=page.pk).specific
    state = waiting_run(page)
    objection = objection_to_recall(user, page, state)
    if objection:
        raise SubmissionRefused(objection)
    state.cancel(user=user)


@transaction.atomic
def mark_urgent(page, user, reason):
    """Make what waits urgent: shorter deadlines from now on, the same steps and the same number of persons.

    Raises SubmissionRefused without a reason, for who neither keeps nor decides the text, and when nothing waits.
    """
    reason = reason.strip()
    if not reason:
        raise SubmissionRefused(_("Say why it is urgent."))
    page = Page.objects.get(pk=page.pk).specific
    state = waiting_run(page)
    waiting = state.current_task_state
    task = waiting.task.specific
    if objection_to_recall(user, page, state) and not task.involves(user):
        raise SubmissionRefused(_("Who submitted the text or decides about it can make it urgent."))
    submission = submission_of(state)
    if submission.urgent:
        raise SubmissionRefused(_("It is urgent already."))
    submission.urgent, submission.urgent_reason, submission.urgent_by_id = True, reason[:200], user.person_id
    submission.save(update_fields=["urgent", "urgent_reason", "urgent_by"])
    _hurry(waiting, submission)


def _hurry(waiting, submission):
    """The step that waits gets its shorter deadline, counted from now, and never a later one than it had."""
    clock = StepClock.objects.filter(task_state=waiting).first()
    if clock is None:
        return
    clock.urgent = True
    now, days = timezone.now(), submission.days_for(clock.step)
    soon = _due_at(now, days)
    if clock.due_at is None or (soon is not None and soon < clock.due_at):
        clock.counted_from, clock.days, clock.due_at = now, days, soon
    clock.save(update_fields=["urgent", "counted_from", "days", "due_at"])
