"""The checks on the way into and through the procedure (called by the tasks when a step begins)."""

from functools import partial

from django.db import transaction
from django.utils.translation import ngettext
from wagtail.models import TaskState

from cms.approval.checks.outside_tasks import look_outside
from cms.approval.checks.running import run_checks


class SubmissionRefused(Exception):
    """A text with hits that nobody has decided about. It stays a draft; `page_id` leads to the decisions."""

    def __init__(self, page_id, title, number):
        super().__init__(page_id, title, number)
        self.page_id, self.title, self.number = page_id, title, number

    def __str__(self):
        return ngettext(
            "“%(title)s” is kept as a draft: %(number)d hit of the checks needs your decision before it is submitted.",
            "“%(title)s” is kept as a draft: %(number)d hits of the checks need your decision before it is submitted.",
            self.number,
        ) % {"title": self.title, "number": self.number}


def check_at_step(workflow_state):
    """Check the text that begins a step; what is submitted with undecided hits is refused.

    At a later step nothing is refused, the step's own people see what was found. Raises SubmissionRefused.
    """
    page = workflow_state.content_object
    revision = page.get_latest_revision()
    found = run_checks(revision)
    taken = workflow_state.task_states.filter(revision=revision).exclude(status=TaskState.STATUS_SKIPPED)
    is_submission = not taken.exists()
    undecided = [finding for finding in found if not finding.is_settled]
    if is_submission and undecided:
        raise SubmissionRefused(page.pk, page.get_admin_display_title(), len(undecided))
    transaction.on_commit(partial(look_outside.enqueue, revision.pk))
    return found
