"""Corrections on the desk: what a department has to publish anew, the nearest deadline first."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.approval.corrections.access import visible_corrections
from cms.templatetags.due import due_words
from cms.workbench.panels import DeskPanel, DeskRow
from cms.workbench.registry import desk_panel

SHOWN = 8


@desk_panel
class CorrectionsPanel(DeskPanel):
    """A department's people see their own, the supervising office all."""

    name = "approval-corrections"
    heading = gettext_lazy("Corrections to publish")
    more_label = gettext_lazy("All corrections")
    importance = 30

    def load(self):
        running = visible_corrections(self.request.user).open().select_related("department")
        found = list(running.order_by("due_at", "pk")[:SHOWN])
        self.rows = [_row(correction) for correction in found]
        self.total = len(found) if len(found) < SHOWN else running.count()
        self.more_url = reverse("approval_corrections")


def _row(correction):
    changed = _("changed on %(day)s") % {"day": date_format(correction.changed_on, "Y-m-d")}
    return DeskRow(
        title=correction.title,
        url=reverse("approval_correction", args=[correction.pk]),
        action=_("Follow"),
        facts=(str(correction.department or _("Portal")), changed),
        due=due_words(correction.due_at),
        due_at=correction.due_at,
        is_late=correction.due_at is not None and correction.due_at < timezone.now(),
    )
