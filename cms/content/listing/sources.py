"""What a list is made of. The simplest source is one column of one site."""

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from cms.content.listing.listing import Tally
from cms.content.listing.protocol import by_protocol
from cms.content.listing.years import year_bounds


def tallies_of(rows):
    """Tallies out of rows of (department, its short name, year, total)."""
    return [Tally(department, name or "", year, total) for department, name, year, total in rows if total]


def narrowed(pages, query):
    """The pages that are left of a queryset when the visitor's choices are applied."""
    if query.department:
        pages = pages.filter(department=query.department)
    if query.year:
        first, after = year_bounds(query.year)
        pages = pages.filter(listed_at__gte=first, listed_at__lt=after)
    return pages


class ColumnSource:
    """The pages that stand in one column of one site; leaders by protocol, everything else by date."""

    def __init__(self, column_id, by_protocol=False):
        self.column_id = column_id
        self.is_ranked = by_protocol

    @property
    def memo(self):
        """Everything that the querysets depend on; leaders, whose terms end, depend on the day."""
        return "column", self.column_id, timezone.localdate() if self.is_ranked else None

    def counted(self):
        """The counters that count what the column lists."""
        return Q(column=self.column_id)

    def tallies(self):
        counts = apps.get_model("content", "ListingCount").objects
        return tallies_of(counts.per_year_and_department(self.counted()))

    def flow(self, query, keep_pinned=False):
        pages = narrowed(apps.get_model("content", "ContentPage").objects.listed().filter(column=self.column_id), query)
        yield by_protocol(pages) if self.is_ranked else pages

    def pinned_count(self):
        return 0

    def pinned(self):
        return apps.get_model("content", "ContentPage").objects.none()
