"""Who signs off is asked once more who is there: at the desk, in the editor, for many texts at once, for a batch.

Reviews, returns and withdrawals are not asked: they publish nothing. Only what lies on the person's own desk is looked
at, so that the question tells nothing of other departments' texts.
"""

from cms.access.signin.fresh import ask_again_before
from cms.approval.procedure.steps import Step
from cms.approval.queue.items import passed_on_by, queue_of

APPROVE = "approve"


def waits(user, **which):
    """Whether a text waits for this person's signature, also one that was passed on to a colleague meanwhile."""
    desks = (queue_of(user), passed_on_by(user))
    return any(desk.filter(task__reviewsteptask__step=Step.SIGN_OFF, **which).exists() for desk in desks)


def signs(user, page_id):
    """Whether the page waits for this person's signature."""
    return waits(user, workflow_state__object_id=str(page_id))


def at_the_desk(request, page_id, **kwargs):
    """The desk's own form."""
    return request.POST.get("decision") == APPROVE and signs(request.user, page_id)


def by_action(request, page_id, action_name, **kwargs):
    """Wagtail's own address of a decision."""
    return action_name == APPROVE and signs(request.user, page_id)


def in_editor(request, page_id, **kwargs):
    """A decision that is sent with the editor's form."""
    return approves_in_editor(request) and signs(request.user, page_id)


def together(request, model_name, action, **kwargs):
    """Several texts at once; “all” may be any."""
    if action != APPROVE or model_name != "page":
        return False
    chosen = request.GET.getlist("id")
    which = {} if "all" in chosen else {"workflow_state__object_id__in": chosen}
    return waits(request.user, **which)


def approves_in_editor(request, **kwargs):
    """Whether the editor's form carries an approval."""
    return "action-workflow-action" in request.POST and request.POST.get("workflow-action-name") == APPROVE


def approves_by_action(request, action_name, **kwargs):
    """The same for a shared text, which one person approves and thereby publishes."""
    return action_name == APPROVE


def approves_text(request, **kwargs):
    """The page of a shared text that waits."""
    return request.POST.get("decision") == APPROVE


def takes_step(name):
    """The step that the button names."""
    return lambda request, **kwargs: request.POST.get("step") == name


ask_again_before("approval_step", when=at_the_desk)
ask_again_before("wagtailadmin_pages:workflow_action", when=by_action)
ask_again_before("wagtailadmin_pages:edit", when=in_editor)
ask_again_before("wagtail_bulk_action", when=together)
ask_again_before("approval_text", when=approves_text)
ask_again_before("approval_batch", when=takes_step("sign"))
ask_again_before("approval_emergency", when=takes_step("confirm"))
ask_again_before("approval_emergency_propose")
