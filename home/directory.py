"""The departments as the portal shows them, in one statement however many there are."""

from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When
from django.utils import translation

from cms.content.models import SiteHomePage
from cms.delivery.roots import root_map
from cms.organisation.models import Department, DepartmentKind


def listed_departments(site_id, locale_id):
    """Every department with the way to its site: here, elsewhere (自建网), or none while its site is not open.

    Addresses on `site_id` are relative; a site's home in the language is preferred. Merged and closed departments
    stand last, each with its successor.
    """
    here = Case(When(locale=locale_id, then=Value(0)), default=Value(1), output_field=IntegerField())
    homes = SiteHomePage.objects.filter(department=OuterRef("pk"), live=True).order_by(here, "pk")
    kinds = DepartmentKind.objects.filter(departments=OuterRef("pk")).order_by("pk")
    departments = Department.objects.select_related("successor").annotate(
        home_path=Subquery(homes.values("url_path")[:1]),
        kind_number=Subquery(kinds.values("pk")[:1]),
        kind_name=Subquery(kinds.values("name")[:1]),
        kind_english=Subquery(kinds.values("english_name")[:1]),
    )
    english = (translation.get_language() or "").startswith("en")
    rows = [_row(department, root_map(), site_id, english) for department in departments.order_by("order", "pk")]
    urls = {row["id"]: row["url"] for row in rows}
    for row in rows:
        row["successor_url"] = urls.get(row["successor_id"], "")
    return [row for row in rows if row["in_office"]] + [row for row in rows if not row["in_office"]]


def by_kind(rows):
    """The departments in office under their kinds, in the order of the kinds; those that ended come last of all."""
    groups = {}
    for row in rows:
        in_office = row["in_office"]
        key = (0, row["kind_number"] or 0) if in_office else (1, 0)
        group = {"kind": row["kind"] if in_office else "", "in_office": in_office, "departments": []}
        groups.setdefault(key, group)["departments"].append(row)
    return [groups[key] for key in sorted(groups)]


def _row(department, roots, site_id, english):
    status = Department.Status(department.status)
    return {
        "id": department.pk,
        "name": _named(department, english),
        "short_name": department.short_name,
        "url": _address(department, roots, site_id),
        "is_external": status == Department.Status.SELF_HOSTED,
        "function": department.function,
        "address": department.address,
        "phone": department.phone,
        "kind_number": department.kind_number,
        "kind": (english and department.kind_english) or department.kind_name or "",
        "in_office": status in (Department.Status.HOSTED, Department.Status.SELF_HOSTED),
        "status": department.status,
        "status_label": status.label,
        "successor_id": department.successor_id,
        "successor": _named(department.successor, english) if department.successor else "",
    }


def _named(department, english):
    return (english and department.english_name) or department.name


def _address(department, roots, site_id):
    """Where its site stands, '' for one that is not open or that is gone."""
    if department.status == Department.Status.SELF_HOSTED:
        return department.website
    if department.status == Department.Status.HOSTED and department.home_path:
        return roots.url_for(department.home_path, site_id) or ""
    return ""
