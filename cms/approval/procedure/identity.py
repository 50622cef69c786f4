"""While people take part in something that is not decided, nobody changes which accounts are theirs."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from cms.approval.models import Batch, Emergency, StepDecision, Submission
from cms.approval.procedure.people import written_since_publication
from cms.organisation.persons import objects_to_person

RUNNING = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
BATCH_STEPS = ("prepared_by", "reviewed_by", "cleared_by", "signed_by")


@objects_to_person
def objection_to_passing(before, after):
    """Why no account passes from one person to the other now, in a sentence; '' where both have no part in anything."""
    for person in (before, after):
        if takes_part(person):
            return _(
                "%(person)s wrote, submitted or decided something that is still under approval. Whose account it is "
                "can be changed when that is finished."
            ) % {"person": person}
    return ""


def takes_part(person):
    """Whether the person wrote, submitted or decided a text, a batch or an emergency that is not finished."""
    running = WorkflowState.objects.filter(status__in=RUNNING)
    submissions = Submission.objects.filter(workflow_state__in=running)
    decisions = StepDecision.objects.filter(workflow_state__in=running)
    named = Q(proposed_by__person=person) | Q(second__person=person)
    mine = Q()
    for step in BATCH_STEPS:
        mine |= Q(**{f"{step}__person": person})
    return (
        running.filter(requested_by__person=person).exists()
        or submissions.filter(Q(submitted_by=person) | Q(kept_by=person) | Q(authors=person)).exists()
        or decisions.filter(Q(person=person) | Q(on_behalf_of=person)).exists()
        or _writes(person, running)
        or Batch.objects.exclude(status__in=[Batch.Status.SIGNED, Batch.Status.RETURNED]).filter(mine).exists()
        or Emergency.objects.filter(named, refused_at=None, reviewed_at=None).exists()
    )


def _writes(person, running):
    """Whether the person changed one of the texts that are under approval, since it was returned as well."""
    numbers = [int(number) for number in running.values_list("object_id", flat=True) if number.isdigit()]
    theirs = written_since_publication(OuterRef("pk")).filter(user__person=person)
    return Page.objects.filter(Exists(theirs), pk__in=numbers).exists()
