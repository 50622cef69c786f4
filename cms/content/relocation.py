"""What follows when a part of the tree moves, changes its planned column, or becomes private or public.

None of it passes through the pages' own `save`: each step is a statement over all pages concerned.
"""

from collections import Counter

from django.apps import apps
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.dispatch import Signal
from wagtail.models import Page, PageViewRestriction

from cms.content.listing.years import year_of
from cms.content.models.listing_count import recount, shift
from cms.content.passages import Passages
from cms.content.placement import Place, department_at, place_at

# What a page tells by being saved with these written: whether lists show it.
LISTING_FACTS = frozenset(["live", "first_published_at"])
# Sent in the same transaction, with a queryset of the content pages whose place or shown date was written anew.
listing_changed = Signal()


@transaction.atomic
def relocate(path):
    """Write column, planned column, department and shown date anew for every page at or below the tree path.

    One statement a column, whatever stands in it; the counters of every column touched are rebuilt.
    """
    columns = apps.get_model("content", "ColumnPage").objects
    within = _content().filter(path__startswith=path)
    touched = _columns_of(within)
    department = department_at(path)
    inner = list(columns.filter(path__startswith=path).order_by("depth").values("pk", "path", "planned_column"))
    with Passages.places():
        columns.filter(pk__in=[column["pk"] for column in inner]).update(department=department)
        _place(within, place_at(path))
        for column in inner:
            place = Place(column["pk"], column["planned_column"], department)
            _place(_content().filter(path__startswith=column["path"]).exclude(path=column["path"]), place)
        _date(within)
    recount(touched | _columns_of(within) | {column["pk"] for column in inner})
    listing_changed.send(relocate, pages=within)


@transaction.atomic
def relist(path):
    """Write the shown date anew for every page at or below the path, when who may see it has changed."""
    within = _content().filter(path__startswith=path)
    with Passages.places():
        _date(within)
    recount(_columns_of(within))
    listing_changed.send(relist, pages=within)


@transaction.atomic
def list_published(ids):
    """Give the shown date to content pages that were just published in bulk, and count them.

    Pages that are private themselves, or stand below a private one, stay out of every list.
    """
    fresh = _public(_content().filter(pk__in=ids, listed_at=None))
    rows = list(fresh.values_list("pk", "column", "kind", "is_reprint", "first_published_at"))
    if not rows:
        return
    with Passages.places():
        _content().filter(pk__in=[row[0] for row in rows]).update(listed_at=_first_publication())
    shift(Counter((column, kind, reprint, year_of(at)) for _pk, column, kind, reprint, at in rows if column))
    listing_changed.send(list_published, pages=_content().filter(pk__in=[row[0] for row in rows]))


def _content():
    return apps.get_model("content", "ContentPage").objects.order_by()


def _columns_of(pages):
    return set(pages.exclude(column=None).values_list("column", flat=True).distinct())


def _place(pages, place):
    pages.update(column_id=place.column, planned_column_id=place.planned_column, department_id=place.department)


def _date(pages):
    """The shown date of public pages is that of their first publication; other pages have none."""
    public = _public(pages)
    pages.filter(listed_at__isnull=False).exclude(pk__in=public.values("pk")).update(listed_at=None)
    public.filter(listed_at=None).update(listed_at=_first_publication())


def _public(pages):
    """The pages that everybody may see: live, and not at or below a private page."""
    public = pages.filter(live=True, first_published_at__isnull=False)
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        public = public.exclude(path__startswith=path)
    return public


def _first_publication():
    return Subquery(Page.objects.filter(pk=OuterRef("pk")).order_by().values("first_published_at")[:1])
