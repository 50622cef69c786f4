"""Publication of what a workflow approved."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from cms.approval.fingerprint import fingerprint_of_revision
from cms.approval.gate import NotApproved
from cms.approval.models import Approval


@transaction.atomic
def publish_approved(workflow_state, user):
    """Record the approval of the revision that went through all steps, and publish exactly that revision.

    Wagtail would publish the latest one. Nobody needs, or has, its publish permission.

    Raises NotApproved when the workflow is not the page's own, when fewer than two persons besides the submitter
    decided, or when a page above it is not public.
    """
    page = workflow_state.content_object
    revision = workflow_state.current_task_state.revision
    if page.get_workflow() != workflow_state.workflow:
        raise NotApproved(_("This procedure is not the one of the page's own site."))
    if revision is None or revision.object_id != str(page.pk):
        raise NotApproved(_("The approved text does not belong to this page."))
    approved = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED, revision=revision)
    deciders = list(approved.order_by("finished_at", "pk").values_list("finished_by", flat=True))
    if len(set(deciders) - {None, workflow_state.requested_by_id}) < 2:
        raise NotApproved(_("Submission, review and sign-off have to be done by three different persons."))
    require_public_ancestors(page)
    Approval.objects.create(
        page_id=page.pk,
        revision=revision,
        fingerprint=fingerprint_of_revision(revision),
        workflow_state=workflow_state,
        reviewed_by_id=deciders[0],
        signed_by=user,
    )
    revision.publish(user=user, skip_permission_checks=True)


def require_public_ancestors(page):
    """A page is reachable only below public ones.

    Raises NotApproved when its site is not open or its column is not public.
    """
    hidden = page.get_ancestors().filter(depth__gt=1, live=False).first()
    if hidden is not None:
        raise NotApproved(
            _("“%(title)s” is not public yet, so nothing below it can be published.") % {"title": hidden.title}
        )
