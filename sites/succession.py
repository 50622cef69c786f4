"""Where the pages of a department that ended lead: its successor's same planned column, or home page."""

from django.conf import settings

from cms.content.models import ColumnPage, SiteHomePage
from cms.delivery.roots import root_map
from cms.organisation.models import Department

MOST_SUCCESSIONS = 5


def living_successor(department_id):
    """The department that answers for the matters now; one that ended itself passes them on. None if there is none."""
    for _step in range(MOST_SUCCESSIONS):
        if department_id is None:
            return None
        department = Department.objects.filter(pk=department_id).first()
        if department is None or department.is_in_office:
            return department
        department_id = department.successor_id
    return None


def successor_url(chrome, path):
    """The address that answers instead of `path` on the site of a department that ended, or ''.

    The number of statements depends on how often departments passed on, never on how many pages or sites there are.
    """
    successor = living_successor(chrome.successor_id)
    if successor is None:
        return ""
    if not successor.is_hosted:
        return successor.website
    planned = _planned_column(chrome.department_id, path)
    column = None
    if planned is not None:
        columns = ColumnPage.objects.filter(department=successor, planned_column=planned, live=True)
        column = columns.order_by("path").values_list("url_path", flat=True).first()
    if column is None:
        homes = SiteHomePage.objects.filter(
            department=successor, live=True, locale__language_code=settings.LANGUAGE_CODE
        )
        column = homes.values_list("url_path", flat=True).first()
    return root_map().url_for(column) or "" if column else ""


def _planned_column(department_id, path):
    """The planned column that stands, or stood, at the address on the department's site, or above it."""
    slugs = [part for part in path.split("/") if part]
    if slugs and slugs[0] in dict(settings.LANGUAGES):
        del slugs[0]
    endings = ["/" + "/".join(slugs[:end]) + "/" for end in range(1, len(slugs) + 1)]
    if not slugs:
        return None
    rows = ColumnPage.objects.filter(department=department_id, slug__in=slugs, planned_column__isnull=False)
    found = {
        url_path[url_path.find("/", 1) :]: planned
        for url_path, planned in rows.values_list("url_path", "planned_column")
    }
    return next((found[ending] for ending in reversed(endings) if ending in found), None)
