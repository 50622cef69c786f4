"""Who took part in a publication, in which role and when, as the log keeps it: in words, and by number."""

from django.utils.translation import gettext_lazy as _

from cms.anchoring.canonical import moment_text, text_of
from cms.approval.models.decision import StepDecision
from cms.approval.models.procedure import Submission
from cms.approval.procedure.steps import Step

# The steps of the procedure have their own names: see cms.approval.procedure.steps.Step.
ROLES = {
    "submit": _("Submission"),
    "prepare": _("Preparation"),
    "propose": _("Emergency proposed"),
    "confirm": _("Emergency confirmed"),
    "withdraw": _("Withdrawal"),
    "check": _("Review afterwards"),
    "expiry": _("Expiry set"),
}


def actor(role, user, at=None, stood_in_for=None):
    """One person in one role; `stood_in_for` names the person in whose stead the step was taken."""
    facts = {
        "role": str(role),
        "user": user.pk,
        "person": user.person_id,
        "account": user.get_username(),
        "name": str(user),
        "at": moment_text(at) if at else "",
    }
    return {**facts, "for": str(stood_in_for)} if stood_in_for else facts


def actors_text(actors):
    """The people as the log stores them."""
    return text_of(list(actors))


def role_label(role):
    """What a role is called."""
    return ROLES.get(role) or dict(Step.choices).get(role, role)


def actors_of_workflow(state, revision_id):
    """Who submitted the text and who approved it at which step, in their order; one statement."""
    people = _submitted(state, revision_id)
    taken = StepDecision.objects.filter(
        workflow_state=state, revision=revision_id, outcome=StepDecision.Outcome.APPROVED
    ).exclude(user=None)
    for each in taken.select_related("user", "on_behalf_of").order_by("pk"):
        people.append(actor(each.step, each.user, each.at, each.on_behalf_of))
    return people


def _submitted(state, revision_id):
    """Who handed in exactly this text, and when: after a return that may be another person than the first time."""
    submission = Submission.objects.filter(workflow_state=state, revision=revision_id).first()
    user = state.requested_by
    if submission and submission.submitted_by_id and (user is None or user.person_id != submission.submitted_by_id):
        user = submission.submitted_by.accounts.order_by("pk").first()
    first = state.task_states.filter(revision=revision_id).order_by("started_at").first()
    return [actor("submit", user, first.started_at if first else state.created_at)] if user else []


def actors_of_batch(batch):
    """Who prepared, reviewed and signed the batch."""
    steps = (
        ("prepare", batch.prepared_by, batch.prepared_at),
        ("review", batch.reviewed_by, batch.reviewed_at),
        ("secrecy", batch.cleared_by, batch.cleared_at),
        ("sign_off", batch.signed_by, batch.signed_at),
    )
    return [actor(role, user, at) for role, user, at in steps if user is not None]
