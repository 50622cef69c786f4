"""Names of departments as suggestions: of those that have a public site in the visitor's language."""

from django.conf import settings

from cms.content.models import SiteHomePage
from search.suggesting.beginnings import beginnings_of_name

MOST = 3


def department_names(typed, scope):
    """Names of departments that go on as typed, in the departments' order; one name of each."""
    homes = SiteHomePage.objects.live().public().filter(locale__language_code=scope.language, department__isnull=False)
    if scope.site is not None:
        homes = homes.filter(department=scope.site)
    fields = ("name", "short_name") if scope.language == settings.LANGUAGE_CODE else ("english_name",)
    rows = homes.order_by("department__order", "department").values_list(*(f"department__{field}" for field in fields))
    found = (next((name for name in names if name and _fits(typed, name)), "") for names in rows)
    return list(filter(None, dict.fromkeys(found)))[:MOST]


def _fits(typed, name):
    return any(map(typed.fits, beginnings_of_name(name)))
