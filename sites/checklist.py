"""What a department's site still lacks before it goes live (plan §4; domain §4 V4c, §6)."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site, WorkflowPage

from cms.content.models import ColumnPage, ContentPage
from cms.organisation.models import DepartmentKind, PlannedColumn
from cms.organisation.roles import Role
from sites.models import SiteSettings

NEEDED_ROLES = (Role.WEBMASTER, Role.REVIEWER, Role.SIGNER)
# Writing, review and sign-off fall to three persons.
NEEDED_PEOPLE = 3


@dataclass(frozen=True)
class Finding:
    """One thing that is missing. `blocks` says that the site is not opened so, unless with a recorded reason."""

    code: str
    text: str
    blocks: bool = False
    url: str = ""


def plan_gaps(departments):
    """The mandatory columns of today's plan that sites lack, by department number, in three statements."""
    departments = list(departments)
    numbers = [department.pk for department in departments]
    planned = list(PlannedColumn.objects.valid_on(timezone.localdate()))
    of_kinds = set(
        DepartmentKind.departments.through.objects.filter(
            department__in=numbers, departmentkind__mandatory_columns__in=planned
        ).values_list("department", "departmentkind__mandatory_columns")
    )
    present = set(
        ColumnPage.objects.filter(department__in=numbers, planned_column__in=planned)
        .order_by()
        .values_list("department", "planned_column")
    )
    return {
        number: [
            column
            for column in planned
            if (column.mandatory_for_all or (number, column.pk) in of_kinds) and (number, column.pk) not in present
        ]
        for number in numbers
    }


def checklist(home):
    """Everything that the site lacks, what blocks its opening first. The statements are as many for every site."""
    department = home.department
    site = Site.objects.get(root_page=home)
    return [
        *_columns(department, home),
        *_people(department),
        *_settings(department, site),
        *_organisation(department, home),
    ]


def _columns(department, home):
    for column in plan_gaps([department])[department.pk]:
        text = _("The mandatory column “%(column)s” is missing; complete the site.") % {"column": column.name}
        yield Finding("column-missing", text, blocks=True)
    today = timezone.localdate()
    mandatory = PlannedColumn.objects.valid_on(today).mandatory_for(department).values("pk")
    columns = ColumnPage.objects.filter(path__startswith=home.path)
    rows = list(columns.order_by("path").values_list("pk", "path", "title", "planned_column"))
    obliged = set(mandatory.values_list("pk", flat=True))
    filled = set(
        ContentPage.objects.filter(department=department).order_by().values_list("column", flat=True).distinct()
    )
    full = [path for number, path, _title, _planned in rows if number in filled]
    for _number, path, title, planned in rows:
        if planned in obliged and not any(other.startswith(path) for other in full):
            text = _("The mandatory column “%(column)s” is blank: nothing has been prepared in it.")
            yield Finding("column-blank", text % {"column": title}, blocks=True)


def _people(department):
    """Roles without an active account, and too few persons for the procedure."""
    held = defaultdict(set)
    accounts = get_user_model().objects.filter(is_active=True, groups__role_group__department=department)
    for number, role in accounts.values_list("pk", "groups__role_group__role"):
        held[role].add(number)
    url = reverse("wagtailusers_users:index")
    lacking = [role.label for role in NEEDED_ROLES if not held[role]]
    for label in lacking:
        yield Finding("role-empty", _("Nobody holds the role “%(role)s”.") % {"role": label}, url=url)
    people = set().union(*(held[role] for role in NEEDED_ROLES))
    if not lacking and len(people) < NEEDED_PEOPLE:
        text = _("Writing, review and sign-off need three different persons; there are %(number)d.")
        yield Finding("people-few", text % {"number": len(people)}, url=url)


def _settings(department, site):
    """Items of the footer that every page owes (domain §6)."""
    stored = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)
    url = reverse("wagtailsettings:edit", args=["department_sites", "sitesettings", site.pk])
    wanted = (
        ("icp_number", stored.icp_number),
        ("police_number", stored.police_number),
        ("party_mark_url", stored.party_mark_url),
        ("phone", stored.phone or department.phone),
        ("address", stored.address or department.address),
        ("site_code", stored.site_code or department.site_code),
    )
    for name, value in wanted:
        if not value:
            label = SiteSettings._meta.get_field(name).verbose_name
            yield Finding(f"setting-{name}", _("The footer lacks: %(item)s.") % {"item": label}, url=url)


def _organisation(department, home):
    url = reverse("departments:edit", args=[department.pk])
    if not department.credit_code:
        yield Finding("credit-code", _("The unified social credit code is missing."), url=url)
    if not department.liaison_officers.exists():
        yield Finding("liaison", _("No liaison officer is named."), url=url)
    if not department.complaint_lines.exists():
        yield Finding("complaint-line", _("No complaint line is named."), url=url)
    if not WorkflowPage.objects.filter(page=home, workflow__active=True).exists():
        yield Finding("workflow", _("The site has no procedure of approval; complete the site."), blocks=True)
