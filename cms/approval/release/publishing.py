"""Publication of what a workflow approved."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.approval.gate.admission import NotApproved
from cms.approval.gate.fingerprint import fingerprint_of_revision
from cms.approval.models import Approval, Submission
from cms.approval.procedure.people import approving_decisions, count_hands, editors_since_publication, hands
from cms.approval.procedure.rules import procedure_for, required_steps
from cms.approval.procedure.steps import Step, in_order


@transaction.atomic
def publish_approved(workflow_state, user):
    """Record the approval of the revision that went through all steps, and publish exactly that revision.

    Wagtail would publish the latest one. Nobody needs, or has, its publish permission.

    Raises NotApproved when the workflow is not the page's own, when a step of the procedure was not taken, when fewer
    persons decided than it demands or one of them wrote the text, when nobody but the signer can be named for it any
    more, or when a page above it is not public.
    """
    page = workflow_state.content_object
    revision = workflow_state.current_task_state.revision
    if page.get_workflow() != workflow_state.workflow:
        raise NotApproved(_("This procedure is not the one of the page's own site."))
    if revision is None or revision.object_id != str(page.pk):
        raise NotApproved(_("The approved text does not belong to this page."))
    decisions = list(approving_decisions(workflow_state, revision))
    require_procedure(page, workflow_state, revision, decisions)
    content = fingerprint_of_revision(revision)
    if (
        Submission.objects.filter(workflow_state=workflow_state, revision=revision)
        .exclude(fingerprint=content)
        .exists()
    ):
        raise NotApproved(_("What was approved is not what was submitted; it has to be submitted again."))
    require_public_ancestors(page)
    reviewer = next((row.user_id for row in decisions if row.user_id not in (None, user.pk)), None)
    if reviewer is None:
        raise NotApproved(
            _("The account of who reviewed this text was deleted. Return the text and have it submitted again.")
        )
    Approval.objects.create(
        page_id=page.pk,
        revision=revision,
        fingerprint=content,
        workflow_state=workflow_state,
        reviewed_by_id=reviewer,
        signed_by=user,
    )
    revision.publish(user=user, skip_permission_checks=True)


def require_procedure(page, workflow_state, revision, decisions):
    """Every step that the text needs was taken, by enough persons, none of whom wrote or submitted it.

    Raises NotApproved.
    """
    text = revision.as_object()
    submission = Submission.objects.filter(workflow_state=workflow_state, revision=revision).first()
    rule = procedure_for(text) if submission is None else submission
    missing = set(rule.steps).union(required_steps(text)) - {row.step for row in decisions}
    if missing:
        names = "、".join(str(Step(step).label) for step in in_order(missing))
        raise NotApproved(_("Not every step of the procedure was taken: %(steps)s.") % {"steps": names})
    deciders = hands(decisions)
    if count_hands(deciders) < rule.min_persons or _decided_alone(decisions):
        raise NotApproved(
            _("At least %(number)d persons decide about this text, besides who wrote and submitted it.")
            % {"number": rule.min_persons}
        )
    authors = editors_since_publication(page)
    authors |= {workflow_state.requested_by.person_id} if workflow_state.requested_by else set()
    if submission:
        authors |= {submission.submitted_by_id, submission.kept_by_id, *submission.authors.values_list("pk", flat=True)}
    if authors & frozenset().union(*deciders):
        raise NotApproved(_("Submission, review and sign-off have to be done by different persons."))


def _decided_alone(decisions):
    """Whether who signed took an earlier step as well: the last step is always another person's."""
    signed = frozenset().union(*hands(row for row in decisions if row.step == Step.SIGN_OFF))
    earlier = frozenset().union(*hands(row for row in decisions if row.step != Step.SIGN_OFF))
    return bool(signed & earlier)


def require_public_ancestors(page):
    """A page is reachable only below public ones.

    Raises NotApproved when its site is not open or its column is not public.
    """
    hidden = page.get_ancestors().filter(depth__gt=1, live=False).first()
    if hidden is not None:
        raise NotApproved(
            _("“%(title)s” is not public yet, so nothing below it can be published.") % {"title": hidden.title}
        )
