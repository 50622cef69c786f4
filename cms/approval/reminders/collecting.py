"""Writes down who is to be reminded of what. Repeated at any moment it writes nothing twice."""

import logging
from collections import defaultdict

from django.utils import timezone

from cms.approval.models import Reminder, ReminderChoice
from cms.approval.reminders.stages import Stage, escalated_after, is_escalated, office_is_open, stage_reached
from cms.approval.reminders.subjects import subjects
from cms.organisation.models import Department
from cms.organisation.roles import supervisors
from cms.workdays import local_day

logger = logging.getLogger(__name__)
CHUNK = 500


def collect(now=None):
    """Reminders of everything whose time has come. Returns how many are new.

    What is urgent, and what nobody can do, is said at any hour; the rest while offices work.
    """
    now = now or timezone.now()
    waiting = subjects()
    if not waiting:
        return 0
    known = set(Reminder.objects.current().values_list("task_state", "correction", "user", "stage"))
    fresh = [
        Reminder(
            user_id=user,
            stage=stage,
            task_state_id=subject.task_state,
            correction_id=subject.correction,
            title=subject.title[:255],
            what=subject.what,
            address=subject.address,
            department_id=subject.department,
            due_at=subject.due,
            urgent=subject.urgent,
            created_at=now,
        )
        for subject, stage, user in _wanted(waiting, now)
        if (*subject.key, user, stage) not in known
    ]
    Reminder.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=CHUNK)
    for reminder in fresh:
        if reminder.stage == Stage.NOBODY:
            logger.warning("Nobody can take the step “%s” of “%s”", reminder.what, reminder.title)
    return len(fresh)


def _wanted(waiting, now):
    """Triples of subject, stage and account."""
    offices = Offices()
    open_now, after = office_is_open(now), escalated_after(local_day(now))
    no_half = set(ReminderChoice.objects.filter(half_time=False).values_list("user", flat=True))
    for subject in waiting:
        if subject.due is not None and subject.due < subject.started:
            logger.warning("The deadline of “%s” lies before its beginning: %s", subject.title, subject.due)
        if not subject.people:
            yield from ((subject, Stage.NOBODY, user) for user in offices.supervisors)
        if not (open_now or subject.urgent):
            continue
        stage = stage_reached(subject.started, subject.due, now)
        if stage is None and subject.urgent:
            stage = Stage.URGENT
        if stage is not None:
            people = subject.people - no_half if stage == Stage.HALF else subject.people
            yield from ((subject, stage, user) for user in sorted(people))
        if is_escalated(subject.due, now, after):
            yield from ((subject, Stage.ESCALATED, user) for user in offices.heads_of(subject.department))


class Offices:
    """Whom to tell beside those who do the work: the heads of the departments' offices, and the supervising office."""

    def __init__(self):
        self.supervisors = sorted(supervisors().values_list("pk", flat=True))
        heads = Department.objects.filter(office_head__is_active=True).order_by()
        self._heads = defaultdict(list, {pk: [head] for pk, head in heads.values_list("pk", "office_head")})

    def heads_of(self, department):
        """The head of the department's office; the supervising office where none is named, and for the portal."""
        return self._heads[department] or self.supervisors
