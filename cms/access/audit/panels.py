"""What the audit lays on a person's desk: for the auditor what stands out, for a department what others did there."""

from datetime import timedelta

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.access.audit.events import ELSEWHERE, Event
from cms.access.audit.reading import is_auditor, reads_audit, visible_entries, words_of
from cms.workbench.panels import DeskPanel, DeskRow
from cms.workbench.registry import desk_panel

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
SHOWN = 8
NOTABLE = (
    Event.SIGN_IN_FAILED,
    Event.LOCKED_OUT,
    Event.FACTOR_REMOVED,
    Event.PASSWORD_RESET,
    Event.ROLE_GIVEN,
    Event.GRANT_REFUSED,
    Event.REFUSED,
    *ELSEWHERE,
    Event.EXPORTED,
)


@desk_panel
class NotablePanel(DeskPanel):
    """What an auditor looks at first: the events of the last day that may mean something, counted."""

    name = "audit-notable"
    heading = gettext_lazy("Since yesterday")
    more_label = gettext_lazy("Audit records")
    importance = 20

    def is_for_reader(self):
        return is_auditor(self.request.user)

    def load(self):
        recent = visible_entries(self.request.user).filter(at__gte=timezone.now() - DAY, event__in=NOTABLE)
        counted = recent.order_by().values("event").annotate(number=Count("pk"), last=Max("at")).order_by("-number")
        self.rows = [_counted(**row) for row in counted]
        self.total = len(self.rows)
        self.more_url = reverse("audit")


@desk_panel
class VisitsPanel(DeskPanel):
    """What others did, in the last week, with what belongs to the administrator's department."""

    name = "audit-visits"
    heading = gettext_lazy("What others did in your department")
    more_label = gettext_lazy("Audit records")
    importance = 35

    def is_for_reader(self):
        return reads_audit(self.request.user) and not is_auditor(self.request.user)

    def load(self):
        visits = visible_entries(self.request.user).filter(at__gte=timezone.now() - WEEK)
        self.rows = [_visit(entry) for entry in visits[:SHOWN]]
        self.total = len(self.rows) if len(self.rows) < SHOWN else visits.count()
        self.more_url = reverse("audit")


def _counted(event, number, last):
    times = ngettext("%(number)d time", "%(number)d times", number) % {"number": number}
    ago = _("last %(time)s ago") % {"time": timesince(last, depth=1)}
    return DeskRow(str(Event(event).label), f"{reverse('audit')}?event={event}", _("Look"), (times, ago))


def _visit(entry):
    ago = _("%(time)s ago") % {"time": timesince(entry.at, depth=1)}
    return DeskRow(
        title=entry.target_label,
        url=f"{reverse('audit')}?event={entry.event}",
        action=_("Look"),
        facts=(words_of(entry), entry.name or entry.account, ago),
    )
