"""What a decider is told after a decision: what became of the text, or who was quicker."""

from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from cms.approval.models import Submission
from cms.approval.procedure.submission import has_keeper
from cms.approval.queue.forms import APPROVE, FORWARD, RETURN
from cms.approval.release.scheduling import scheduled_revision

PUBLISHED, SCHEDULED, ORPHANED = "published", "scheduled", "orphaned"


def outcome(page, run, decision, to=None):
    """What became of the text by the decision that was just taken."""
    texts = {
        FORWARD: _("“%(title)s” is passed on to %(person)s."),
        RETURN: _("“%(title)s” is returned to who submitted it."),
        ORPHANED: _("“%(title)s” is returned. Who submitted it has left; the department's webmasters find it now."),
        APPROVE: _("“%(title)s” is approved and goes on to the next step."),
        PUBLISHED: _("“%(title)s” is approved and published."),
        SCHEDULED: _("“%(title)s” is approved and will be published at its time."),
    }
    return texts[_what_happened(page, run, decision)] % {"title": page.draft_title, "person": to or ""}


def meanwhile(page, state_id):
    """Who took a step before this person could, and how; without a name where nobody is known."""
    found = TaskState.objects.filter(pk=state_id, workflow_state__object_id=str(page.pk))
    step = found.select_related("finished_by").first()
    facts = {"title": page.draft_title}
    if step is None or step.finished_by is None:
        return _("“%(title)s” was dealt with in the meantime; your decision was not needed any more.") % facts
    facts |= {"person": step.finished_by, "status": step.get_status_display()}
    return _("“%(title)s” was dealt with by %(person)s in the meantime: %(status)s.") % facts


def _what_happened(page, run, decision):
    now = Page.objects.get(pk=page.pk)
    if decision == APPROVE and not now.current_workflow_state:
        return SCHEDULED if scheduled_revision(now) else PUBLISHED
    if decision == RETURN and not has_keeper(_keepers(run)):
        return ORPHANED
    return decision


def _keepers(run):
    """The persons to whom the text goes back."""
    kept = Submission.objects.filter(workflow_state=run).values_list("submitted_by", "kept_by").first() or ()
    return {person for person in kept if person}
