"""In place of Wagtail's mail to every member of a group about every single submission, people are reminded in time."""

from wagtail.models import TaskState
from wagtail.signals import task_submitted

# The name under which Wagtail connects its own receiver; a signal takes one receiver of a name, the first.
WAGTAILS_NAME = "group_approval_task_submitted_email_notification"


def leave_to_reminders(sender, **kwargs):
    """Nothing is mailed now: `cms.approval.reminders` says what waits, at once where it is urgent."""


def stand_in():
    """Called before Wagtail's admin is ready, so that its receiver is not connected beside this one."""
    task_submitted.connect(leave_to_reminders, sender=TaskState, dispatch_uid=WAGTAILS_NAME)
