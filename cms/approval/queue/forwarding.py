"""Passing a text on to a colleague."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from cms.approval.models import Forwarding
from cms.approval.models.tasks import StepRefused


@transaction.atomic
def forward(task_state, by, to, note=""):
    """Lay the text on a colleague's desk.

    Raises StepRefused where the step was decided meanwhile, or where one of the two may not decide about the text.
    """
    waiting = TaskState.objects.select_for_update().get(pk=task_state.pk)
    if waiting.status != TaskState.STATUS_IN_PROGRESS:
        raise StepRefused(_("This step was decided in the meantime."))
    page, task = waiting.workflow_state.content_object, waiting.task.specific
    refusal = task.refusal(page, by, waiting.workflow_state)
    if refusal:
        raise StepRefused(refusal)
    if to.pk == by.pk or task.refusal(page, to, waiting.workflow_state):
        raise StepRefused(_("%(person)s cannot decide about this text.") % {"person": to})
    return Forwarding.objects.create(task_state=waiting, by=by, to=to, note=note)


def forwarded_to(user):
    """Steps that wait and were passed on to the user last."""
    return with_forwardings(TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)).filter(handed_to=user.pk)


def return_or_pass_on(state, page, leaver, successor):
    """Pass on what lay on the desk of somebody who leaves. Returns '' or, where it went back, a sentence why."""
    refusal = _("no successor was chosen.")
    if successor is not None:
        refusal = state.task.specific.refusal(page, successor, state.workflow_state)
    if not refusal:
        Forwarding.objects.create(task_state=state, by=leaver, to=successor)
        return ""
    first = Forwarding.objects.filter(task_state=state, to=leaver).select_related("by").order_by("-pk").first()
    Forwarding.objects.create(task_state=state, by=leaver, to=first.by)
    facts = {"title": page.draft_title, "person": first.by, "why": refusal}
    return _("“%(title)s” went back to %(person)s, who had passed it on: %(why)s") % facts


def with_forwardings(states):
    """Steps that wait, each with the number of the person to whom it was passed on last (or None)."""
    last = Forwarding.objects.filter(task_state=OuterRef("pk")).order_by("-pk")
    return states.annotate(handed_to=Subquery(last.values("to")[:1]))


def on_desk_of(states, user):
    """Those that the user did not pass on, or got back."""
    return states.filter(~_passed_on_by(user) | Q(handed_to=user.pk))


def passed_on(states, user):
    """Those that the user passed on and that did not come back."""
    return states.filter(_passed_on_by(user)).exclude(handed_to=user.pk)


def _passed_on_by(user):
    return Exists(Forwarding.objects.filter(task_state=OuterRef("pk"), by=user))
