"""What the departments' sites lay on a person's desk."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.content.models import ColumnPage, ContentPage
from cms.organisation.models import Department
from cms.organisation.roles import Role, departments_of, is_supervisor
from cms.workbench.panels import DeskPanel, DeskRow
from cms.workbench.registry import desk_panel
from sites.states import State, site_states

SHOWN = 8
NAMES_SHOWN = 6


@desk_panel
class AgeingColumnsPanel(DeskPanel):
    """Columns of the webmaster's sites that are blank, or older than the column plan allows (plan §3)."""

    name = "sites-ageing-columns"
    heading = gettext_lazy("Columns to fill or to refresh")
    importance = 30

    @property
    def departments(self):
        """Numbers of the departments whose webmaster the reader is."""
        return departments_of(self.request.user, Role.WEBMASTER) - {None}

    def is_for_reader(self):
        return bool(self.departments)

    def load(self):
        found = sorted(_ageing(self.departments), key=lambda row: row.due_at)
        self.rows, self.total = found[:SHOWN], len(found)


def _ageing(departments):
    """A row for each planned column without public content, or past its time; two statements."""
    newest = ContentPage.objects.filter(column=OuterRef("pk"), live=True).order_by("-listed_at").values("listed_at")[:1]
    columns = ColumnPage.objects.filter(department__in=departments, live=True, planned_column__isnull=False)
    columns = columns.annotate(newest=Subquery(newest)).select_related("planned_column", "department")
    now = timezone.now()
    for column in columns:
        days = column.planned_column.update_days
        since = column.newest or column.first_published_at or now
        due_at = since + timedelta(days=days or 0)
        if column.newest and (not days or due_at > now):
            continue
        state = (
            _("Blank")
            if column.newest is None
            else _("Last updated %(time)s ago") % {"time": timesince(since, depth=1)}
        )
        rule = _("due every %(days)d days") % {"days": days} if days else ""
        yield DeskRow(
            title=column.title,
            url=reverse("wagtailadmin_pages:add_subpage", args=[column.pk]),
            action=_("Write"),
            facts=tuple(fact for fact in (state, rule, column.department.short_name) if fact),
            due_at=due_at,
            is_late=bool(days) and due_at < now,
        )


@desk_panel
class SiteStatesPanel(DeskPanel):
    """All departments' sites by how far they have come, for the supervising office."""

    name = "sites-states"
    heading = gettext_lazy("Department sites by state")
    more_label = gettext_lazy("All department sites")
    importance = 60

    def is_for_reader(self):
        return is_supervisor(self.request.user)

    def load(self):
        by_state = defaultdict(list)
        for site in site_states(Department.objects.order_by("order", "pk")):
            by_state[site.state].append(site)
        self.more_url = reverse("department_sites")
        self.rows = [self._row(state, by_state[state]) for state in State if by_state[state]]
        self.total = sum(map(len, by_state.values()))

    def _row(self, state, found):
        names = [site.department.short_name for site in found[:NAMES_SHOWN]]
        shown = _("%(names)s and others") if len(found) > NAMES_SHOWN else "%(names)s"
        gaps = sum(bool(site.gaps) for site in found if site.home is not None)
        lacking = _("%(number)d lack mandatory columns") % {"number": gaps} if gaps else ""
        return DeskRow(
            title=f"{state.label}: {len(found)}",
            url=self.more_url,
            action=_("Look"),
            facts=tuple(fact for fact in (shown % {"names": "、".join(names)}, lacking) if fact),
        )
