from collections import Counter

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from cms.content.listing.years import site_zone, year_of
from cms.content.querysets import ListingCountQuerySet

COUNTED = ("column", "kind", "is_reprint", "listed_at")


class ListingCount(models.Model):
    """How many public pages of a kind stand in a column and fall into a year; derived, and rebuilt at will."""

    column = models.ForeignKey("content.ColumnPage", on_delete=models.CASCADE, related_name="counts")
    kind = models.CharField(max_length=20)
    is_reprint = models.BooleanField()
    year = models.PositiveSmallIntegerField()
    total = models.IntegerField(default=0)

    objects = ListingCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing count")
        verbose_name_plural = _("listing counts")
        constraints = [
            models.UniqueConstraint(fields=["column", "kind", "is_reprint", "year"], name="one_listing_count_per_key")
        ]

    def __str__(self):
        return f"{self.column_id} {self.kind} {self.year}: {self.total}"


def key_of(page):
    """The counter that a page counts in; None for no page, one that is not listed, or one that stands in no column."""
    if page is None or page.listed_at is None or page.column_id is None:
        return None
    return (page.column_id, page.kind, page.is_reprint, year_of(page.listed_at))


def stored_page(pk):
    """What a page that is about to change counts as, and when it was published; None for a new page.

    Its row is held until the transaction ends, so that two writers do not count the same change.
    """
    if pk is None:
        return None
    pages = apps.get_model("content", "ContentPage").objects.select_for_update(of=("self",)).order_by()
    return pages.filter(pk=pk).only(*COUNTED, "first_published_at", "last_published_at").first()


def shift(changes):
    """Add to counters, in one statement: `changes` maps a key to the number of pages that came (below zero: went).

    Always in the same order, so that two writers never wait for each other.
    """
    rows = [(*key, difference) for key, difference in sorted(changes.items()) if difference]
    if not rows:
        return
    table = connection.ops.quote_name(ListingCount._meta.db_table)
    values = ", ".join(["(%s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS counts (column_id, kind, is_reprint, year, total) VALUES {values} "
            "ON CONFLICT (column_id, kind, is_reprint, year) DO UPDATE SET total = counts.total + excluded.total",
            [value for row in rows for value in row],
        )


def moved(before, after):
    """The changes that a page makes by leaving one counter for another; either may be None."""
    changes = Counter()
    if before != after:
        changes.update({before: -1} if before else {})
        changes.update({after: 1} if after else {})
    return changes


def recount(column_ids):
    """Count the columns anew, in three statements; used after moves, changes of plan, and to repair."""
    pages = apps.get_model("content", "ContentPage").objects
    with transaction.atomic():
        ListingCount.objects.filter(column__in=column_ids).delete()
        rows = (
            pages.filter(column__in=column_ids, listed_at__isnull=False)
            .values_list("column", "kind", "is_reprint", ExtractYear("listed_at", tzinfo=site_zone()))
            .annotate(pages=Count("pk"))
            .order_by()
        )
        ListingCount.objects.bulk_create(
            ListingCount(column_id=column, kind=kind, is_reprint=reprint, year=year, total=total)
            for column, kind, reprint, year, total in rows
        )
