"""What has to be true of every page at any time, told from the tree alone."""

from collections import Counter

from django.db.models import Sum
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.content.models import ColumnPage, ContentPage, ListingCount, SiteHomePage


def assert_places_are_true():
    """Every page has the column, planned column, department and shown date that its place and state give it."""
    homes = {home.path: home for home in SiteHomePage.objects.all()}
    columns = {column.path: column for column in ColumnPage.objects.all()}
    private = list(PageViewRestriction.objects.values_list("page__path", flat=True))
    for column in columns.values():
        assert column.department_id == _department(homes, column.path), column
    for page in ContentPage.objects.all():
        column = _nearest(columns, page.path[:-4])
        public = page.live and not any(page.path.startswith(path) for path in private)
        assert page.column_id == (column.pk if column else None), page
        assert page.planned_column_id == (column.planned_column_id if column else None), page
        assert page.department_id == _department(homes, page.path), page
        assert page.listed_at == (page.first_published_at if public else None), page


def assert_counters_are_exact():
    """Counters hold what counting all pages one by one gives, and nothing else."""
    expected = Counter(
        (page.column_id, page.kind, page.is_reprint, timezone.localtime(page.listed_at).year)
        for page in ContentPage.objects.exclude(listed_at=None).exclude(column=None)
    )
    stored = {
        (row["column"], row["kind"], row["is_reprint"], row["year"]): row["total"]
        for row in ListingCount.objects.values("column", "kind", "is_reprint", "year", "total")
        if row["total"]
    }
    assert stored == dict(expected)
    assert not ListingCount.objects.filter(total__lt=0).exists()


def counted(**facts):
    """How many public pages the counters tell of."""
    return ListingCount.objects.filter(**facts).aggregate(pages=Sum("total"))["pages"] or 0


def _department(homes, path):
    home = _nearest(homes, path)
    return home.department_id if home else None


def _nearest(pages, path):
    while path:
        if path in pages:
            return pages[path]
        path = path[:-4]
    return None
