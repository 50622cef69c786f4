"""How far each department's site has come, for lists: a few statements however many departments there are."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.content.models import ColumnPage
from cms.organisation.models import Department
from sites.checklist import plan_gaps
from sites.models import DepartmentHomePage, SiteOpening


class State(models.TextChoices):
    """What there is of a department's site."""

    ELSEWHERE = "elsewhere", _("Hosted elsewhere")
    NONE = "none", _("No site")
    PREPARED = "prepared", _("Prepared")
    PROPOSED = "proposed", _("Proposed for opening")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


@dataclass(frozen=True)
class SiteState:
    """One department with its site, as the list shows it."""

    department: Department
    state: State
    home: DepartmentHomePage | None
    site: Site | None
    gaps: list
    drafts: int
    opening: SiteOpening | None

    @property
    def is_kept(self):
        """Whether there is a site that the department works on."""
        return self.home is not None and self.department.is_in_office

    @property
    def can_be_made(self):
        """Whether the factory would make a site."""
        return self.state == State.NONE and self.department.is_hosted

    @property
    def can_be_completed(self):
        """Whether the plan asks for columns that the site lacks."""
        return bool(self.gaps) and self.home is not None and self.department.is_hosted


def site_states(departments):
    """The state of each department's site, in the departments' order."""
    departments = list(departments)
    homes = {
        home.department_id: home
        for home in DepartmentHomePage.objects.filter(
            department__in=departments, locale__language_code=settings.LANGUAGE_CODE
        )
    }
    pages = [home.pk for home in homes.values()]
    sites = {site.root_page_id: site for site in Site.objects.filter(root_page__in=pages)}
    proposed = SiteOpening.objects.proposed().filter(site__in=sites.values()).select_related("prepared_by", "batch")
    openings = {opening.site_id: opening for opening in proposed}
    gaps = plan_gaps(departments)
    drafts = dict(
        ColumnPage.objects.filter(department__in=departments)
        .order_by()
        .values_list("department")
        .annotate(n=Count("pk", filter=Q(live=False)))
    )
    found = []
    for department in departments:
        home = homes.get(department.pk)
        site = sites.get(home.pk) if home else None
        opening = openings.get(site.pk) if site else None
        found.append(
            SiteState(
                department=department,
                state=_state(department, home, opening),
                home=home,
                site=site,
                gaps=gaps[department.pk],
                drafts=drafts.get(department.pk, 0),
                opening=opening,
            )
        )
    return found


def _state(department, home, opening):
    if not department.is_in_office:
        return State.CLOSED
    if home is None:
        return State.NONE if department.is_hosted else State.ELSEWHERE
    if home.live:
        return State.OPEN
    return State.PROPOSED if opening else State.PREPARED
