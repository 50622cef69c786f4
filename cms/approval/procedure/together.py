"""Approving several texts at once: only what this person opened before, each decided for itself."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cms.approval.models import Opened


@dataclass
class Outcome:
    """What became of several texts: how many were approved, and why each of the others was not."""

    approved: int = 0
    refused: list = field(default_factory=list)


def mark_read(user, revision_id):
    """The person opened exactly this text."""
    Opened.objects.get_or_create(revision_id=revision_id, person_id=user.person_id)


def has_read(user, revision_id):
    """Whether the person opened exactly this text."""
    return Opened.objects.filter(revision=revision_id, person=user.person_id).exists()


def objection_together(user, page):
    """Why the text of the page cannot be approved together with others, in a sentence; '' when it can."""
    state = page.current_workflow_state
    waiting = page.current_workflow_task_state
    if waiting is None or not hasattr(waiting.task.specific, "refusal"):
        return _("Nothing of this page waits for approval.")
    task = waiting.task.specific
    refusal = task.refusal_with_names(page, user, state)
    if refusal:
        return refusal
    if task.needs_checklist:
        return _("The secrecy review goes through its checklist text by text.")
    return "" if has_read(user, waiting.revision_id) else _("Open the text first; only what was opened is approved.")


def approve_together(user, pages):
    """Approve the step that each page waits for, where nothing stands against it; one refusal stops no other."""
    outcome = Outcome()
    for page in pages:
        page = page.specific
        objection = objection_together(user, page)
        if not objection:
            waiting = page.current_workflow_task_state
            try:
                waiting.task.specific.on_action(waiting, user, "approve")
            except PermissionDenied as refusal:
                objection = str(refusal)
        if objection:
            outcome.refused.append((page.draft_title, objection))
        else:
            outcome.approved += 1
    return outcome
