"""Four eyes: who may not take a step because of the steps already taken (domain §8.7)."""

from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState


def editors_since_publication(page):
    """Numbers of the users who changed the page after what was last approved (or ever, for a new page)."""
    approved = page.approvals.order_by("-pk").values_list("revision", flat=True).first()
    revisions = Revision.objects.filter(object_id=str(page.pk), base_content_type=page.get_base_content_type())
    if approved:
        revisions = revisions.filter(pk__gt=approved)
    return set(revisions.exclude(user=None).values_list("user", flat=True))


def decided_earlier(workflow_state):
    """Numbers of the users who approved an earlier step of the same text."""
    done = workflow_state.task_states.filter(
        status=TaskState.STATUS_APPROVED, revision=workflow_state.current_task_state.revision_id
    )
    return set(done.exclude(finished_by=None).values_list("finished_by", flat=True))


def objection(user, page, workflow_state):
    """Why the user cannot decide about this text, in a sentence; '' for who took no part in it.

    The submitter, every editor since the last publication and who approved an earlier step are out, superusers too.
    """
    if user.pk == workflow_state.requested_by_id:
        return _("You submitted this text, so somebody else decides about it.")
    if user.pk in editors_since_publication(page):
        return _("You wrote or changed this text, so somebody else decides about it.")
    if user.pk in decided_earlier(workflow_state):
        return _("You approved an earlier step of this text, so somebody else takes the next one.")
    return ""


def taken_part(page, workflow_state):
    """Numbers of everyone whom `objection` refuses."""
    people = editors_since_publication(page) | decided_earlier(workflow_state)
    return people | {workflow_state.requested_by_id} - {None}
