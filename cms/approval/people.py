"""Four eyes: who may not take a step because of the steps already taken (domain §8.7)."""

from wagtail.models import Revision


def editors_since_publication(page):
    """Numbers of the users who changed the page after what is public now (or ever, for a draft)."""
    revisions = Revision.objects.filter(object_id=str(page.pk), base_content_type=page.get_base_content_type()).exclude(
        user=None
    )
    if page.live and page.live_revision_id:
        revisions = revisions.filter(pk__gt=page.live_revision_id)
    return set(revisions.values_list("user", flat=True))


def decided_earlier(workflow_state):
    """Numbers of the users who approved an earlier step of the same run."""
    done = workflow_state.task_states.filter(status="approved").exclude(finished_by=None)
    return set(done.values_list("finished_by", flat=True))


def taken_part(page, workflow_state):
    """Everyone who cannot decide the next step: the submitter, the editors, and who approved an earlier step."""
    people = editors_since_publication(page) | decided_earlier(workflow_state)
    return people | {workflow_state.requested_by_id} - {None}
