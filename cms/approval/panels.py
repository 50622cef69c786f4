"""What the approval lays on a person's desk."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.approval.batches.responsibility import waiting_batches
from cms.approval.queue.items import items_of, listed, queue_of
from cms.approval.queue.submissions import returned, rows_of, submissions_of, under_way
from cms.approval.roles import decides, hands_in
from cms.workbench.panels import DeskPanel, DeskRow
from cms.workbench.registry import desk_panel

SHOWN = 8
MOMENT = timedelta(minutes=1)


@desk_panel
class WaitingPanel(DeskPanel):
    """Texts and batches that wait for this person's decision."""

    name = "approval-waiting"
    heading = gettext_lazy("Waits for your decision")
    more_label = gettext_lazy("The whole review desk")
    importance = 10

    def is_for_reader(self):
        return decides(self.request.user)

    def load(self):
        queue = queue_of(self.request.user)
        items = items_of(listed(queue)[:SHOWN])
        batches = waiting_batches(self.request.user, limit=SHOWN)
        self.rows = [*(_waiting(item) for item in items), *(_batch(batch) for batch in batches)]
        self.total = (len(items) if len(items) < SHOWN else queue.count()) + len(batches)
        self.more_url = reverse("approval_queue")


@desk_panel
class ReturnedPanel(DeskPanel):
    """Texts that came back to who handed them in, with the reason."""

    name = "approval-returned"
    heading = gettext_lazy("Returned to you")
    more_label = gettext_lazy("All that was handed in")
    importance = 20

    def is_for_reader(self):
        return hands_in(self.request.user)

    def load(self):
        runs = returned(submissions_of(self.request.user))
        self.rows = [_returned(row) for row in rows_of(runs[:SHOWN])]
        self.total = len(self.rows) if len(self.rows) < SHOWN else runs.count()
        self.more_url = reverse("approval_submissions")


@desk_panel
class UnderWayPanel(DeskPanel):
    """Texts that were handed in and wait for somebody: where, and for how long."""

    name = "approval-under-way"
    heading = gettext_lazy("Handed in, not decided yet")
    more_label = gettext_lazy("All that was handed in")
    importance = 40

    def is_for_reader(self):
        return hands_in(self.request.user)

    def load(self):
        runs = under_way(submissions_of(self.request.user))
        self.rows = [_under_way(row) for row in rows_of(runs[:SHOWN])]
        self.total = len(self.rows) if len(self.rows) < SHOWN else runs.count()
        self.more_url = f"{reverse('approval_submissions')}?show=waiting"

    @property
    def due_at(self):
        """It is for others to act, so it never presses before what waits for this person."""
        return None


def waiting_for_words(since):
    """How long something waits: “waits for 3 days”."""
    if timezone.now() - since < MOMENT:
        return _("Came just now")
    return _("Waits for %(time)s") % {"time": timesince(since, depth=1)}


def _waiting(item):
    submitted = _("handed in by %(person)s") % {"person": item.submitter} if item.submitter else ""
    facts = (item.step, item.kind, item.department, submitted, waiting_for_words(item.since), item.forwarded)
    return DeskRow(
        title=item.title,
        url=item.url,
        action=_("Decide"),
        facts=tuple(fact for fact in facts if fact),
        due=item.due,
        due_at=item.due_at,
        is_late=item.is_late,
        is_urgent=item.is_urgent,
    )


def _batch(batch):
    facts = (batch.get_status_display(), waiting_for_words(batch.prepared_at))
    return DeskRow(batch.title, reverse("approval_batch", args=[batch.pk]), _("Decide"), facts)


def _returned(row):
    by = _("returned by %(person)s") % {"person": row.returned_by} if row.returned_by else ""
    facts = tuple(fact for fact in (row.step, by, row.department) if fact)
    return DeskRow(row.title, row.url, _("Correct"), facts, reason=row.reason)


def _under_way(row):
    where = _("with “%(step)s”") % {"step": row.step}
    facts = tuple(fact for fact in (where, waiting_for_words(row.since), row.department) if fact)
    return DeskRow(row.title, row.url, _("Look"), facts, due=row.due, due_at=row.due_at, is_late=row.is_late)
