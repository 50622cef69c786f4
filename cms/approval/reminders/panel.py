"""Reminders on the desk: what a person was reminded of and what still waits."""

from django.utils import timezone
from django.utils.translation import gettext_lazy

from cms.approval.models import Reminder
from cms.templatetags.due import due_words
from cms.workbench.panels import DeskPanel, DeskRow
from cms.workbench.registry import desk_panel

SHOWN = 8
# One thing may have a reminder of each stage; more than this are never read to show eight things.
READ = (SHOWN + 1) * len(Reminder.Stage)


@desk_panel
class RemindersPanel(DeskPanel):
    """Each thing once, at its latest stage."""

    name = "approval-reminders"
    heading = gettext_lazy("You are reminded")
    importance = 15

    def load(self):
        latest = {}
        reminders = Reminder.objects.current().filter(user=self.request.user).select_related("department")
        for reminder in reminders.order_by("due_at", "pk")[:READ]:
            latest[reminder.task_state_id, reminder.correction_id] = reminder
        found = list(latest.values())
        self.rows = [_row(reminder) for reminder in found[:SHOWN]]
        self.total = len(found)


def _row(reminder):
    stage = reminder.get_stage_display() if reminder.says_more else ""
    return DeskRow(
        title=reminder.title,
        url=reminder.address,
        action=str(reminder.what_to_do),
        facts=tuple(str(fact) for fact in (reminder.department, stage) if fact),
        due=due_words(reminder.due_at),
        due_at=reminder.due_at,
        is_late=reminder.due_at is not None and reminder.due_at < timezone.now(),
        is_urgent=reminder.urgent,
    )
