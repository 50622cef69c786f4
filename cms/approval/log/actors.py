"""Who took part in a publication, in which role and when, as the log keeps it: in words, and by number."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from cms.approval.log.canonical import moment_text, text_of
from cms.approval.models.tasks import ReviewStepTask

# The steps of the procedure have their own names: see ReviewStepTask.Step.
ROLES = {
    "submit": _("Submission"),
    "prepare": _("Preparation"),
    "propose": _("Emergency proposed"),
    "confirm": _("Emergency confirmed"),
    "withdraw": _("Withdrawal"),
    "check": _("Review afterwards"),
    "expiry": _("Expiry set"),
}


def actor(role, user, at=None):
    """One person in one role."""
    return {
        "role": str(role),
        "user": user.pk,
        "account": user.get_username(),
        "name": str(user),
        "at": moment_text(at) if at else "",
    }


def actors_text(actors):
    """The people as the log stores them."""
    return text_of(list(actors))


def role_label(role):
    """What a role is called."""
    return ROLES.get(role) or dict(ReviewStepTask.Step.choices).get(role, role)


def actors_of_workflow(state, revision_id):
    """Who submitted the text and who approved it at which step, in their order; one statement."""
    people = [actor("submit", state.requested_by, state.created_at)] if state.requested_by_id else []
    approved = state.task_states.filter(status=TaskState.STATUS_APPROVED, revision=revision_id)
    steps = approved.exclude(finished_by=None).order_by("finished_at", "pk")
    for step in steps.select_related("finished_by", "task__reviewsteptask"):
        task = getattr(step.task, "reviewsteptask", None)
        people.append(actor(task.step if task else "review", step.finished_by, step.finished_at))
    return people


def actors_of_batch(batch):
    """Who prepared, reviewed and signed the batch."""
    steps = (
        ("prepare", batch.prepared_by, batch.prepared_at),
        ("review", batch.reviewed_by, batch.reviewed_at),
        ("sign_off", batch.signed_by, batch.signed_at),
    )
    return [actor(role, user, at) for role, user, at in steps if user is not None]
