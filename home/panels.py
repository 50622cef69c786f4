"""What the portal lays on a person's desk: offers and pins for its editors, what became of their pages for others."""

from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.organisation.roles import Role, departments_of
from cms.workbench.panels import DeskPanel, DeskRow
from cms.workbench.registry import desk_panel
from home.decision import Decision
from home.models import Pick, PortalColumnPage
from home.permissions import user_composes

SHOWN = 8
SOON = timedelta(days=7)
LATELY = timedelta(days=30)


@desk_panel
class OffersPanel(DeskPanel):
    """Columns of the portal for which departments offered something that nobody decided about."""

    name = "portal-offers"
    heading = gettext_lazy("Offered to the portal")
    more_label = gettext_lazy("Columns of the portal")
    importance = 25

    def is_for_reader(self):
        return user_composes(self.request.user)

    def load(self):
        waiting = Q(picks__decision=Decision.OFFERED)
        columns = PortalColumnPage.objects.annotate(
            offered=Count("picks", filter=waiting), since=Min("picks__offered_at", filter=waiting)
        )
        columns = columns.filter(offered__gt=0).order_by("since")
        self.rows = [_offers(column) for column in columns[:SHOWN]]
        self.total = len(self.rows) if len(self.rows) < SHOWN else columns.count()
        self.more_url = reverse("portal_desks")


@desk_panel
class EndingPinsPanel(DeskPanel):
    """What leaves the top of a column within a week."""

    name = "portal-pins"
    heading = gettext_lazy("Soon no longer at the top")
    importance = 45

    def is_for_reader(self):
        return user_composes(self.request.user)

    def load(self):
        today = timezone.localdate()
        pins = Pick.objects.pinned_on(today).filter(pinned_until__lte=today + SOON)
        pins = pins.select_related("page", "column", "department").order_by("pinned_until", "pk")
        self.rows = [_pin(pick) for pick in pins[:SHOWN]]
        self.total = len(self.rows) if len(self.rows) < SHOWN else pins.count()


@desk_panel
class ReusePanel(DeskPanel):
    """What the portal did with the pages of the webmaster's department during the last month."""

    name = "portal-reuse"
    heading = gettext_lazy("Your pages on the portal")
    more_label = gettext_lazy("All picks")
    importance = 50

    @property
    def departments(self):
        """Numbers of the departments whose webmaster the reader is."""
        return departments_of(self.request.user, Role.WEBMASTER) - {None}

    def is_for_reader(self):
        return bool(self.departments)

    def load(self):
        since = timezone.now() - LATELY
        picks = Pick.objects.decided().filter(department__in=self.departments, decided_at__gte=since)
        picks = picks.select_related("page", "column").order_by("-decided_at")
        self.rows = [_reuse(pick) for pick in picks[:SHOWN]]
        self.total = len(self.rows) if len(self.rows) < SHOWN else picks.count()
        self.more_url = reverse("wagtailsnippets_home_pick:list")


def _offers(column):
    number = ngettext("%(number)d offer", "%(number)d offers", column.offered) % {"number": column.offered}
    oldest = _("the oldest waits for %(time)s") % {"time": timesince(column.since, depth=1)} if column.since else ""
    return DeskRow(
        title=column.title,
        url=reverse("portal_column_desk", args=[column.pk]),
        action=_("Decide"),
        facts=tuple(fact for fact in (number, oldest) if fact),
    )


def _pin(pick):
    return DeskRow(
        title=pick.headline or pick.page.title,
        url=reverse("portal_column_desk", args=[pick.column_id]),
        action=_("Look"),
        facts=tuple(fact for fact in (pick.column.title, pick.department and pick.department.short_name) if fact),
        due=_("at the top until %(day)s") % {"day": pick.pinned_until.isoformat()},
    )


def _reuse(pick):
    return DeskRow(
        title=pick.page.title,
        url=reverse("wagtailsnippets_home_pick:inspect", args=[pick.pk]),
        action=_("Look"),
        facts=(pick.get_decision_display(), pick.column.title),
        reason=pick.reason,
    )
