"""What follows when a part of the tree moves, changes its planned column, or becomes private or public."""

from collections import Counter

from django.apps import apps
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from wagtail.models import Page, PageViewRestriction

from cms.content.models.listing_count import key_of, recount, shift
from cms.content.placement import Place, department_at, is_restricted, place_at


@transaction.atomic
def relocate(path):
    """Write column, planned column and department anew for every page at or below the tree path.

    One statement a column, whatever stands in it; the counters of every column touched are rebuilt.
    """
    pages = apps.get_model("content", "ContentPage").objects
    columns = apps.get_model("content", "ColumnPage").objects
    within = pages.filter(path__startswith=path)
    touched = set(within.exclude(column=None).values_list("column", flat=True).distinct())
    department = department_at(path)
    inner = list(columns.filter(path__startswith=path).order_by("depth").values("pk", "path", "planned_column"))
    columns.filter(pk__in=[column["pk"] for column in inner]).update(department=department)
    _place(within, place_at(path))
    for column in inner:
        place = Place(column["pk"], column["planned_column"], department)
        _place(pages.filter(path__startswith=column["path"]).exclude(path=column["path"]), place)
        touched.add(column["pk"])
    touched |= set(within.exclude(column=None).values_list("column", flat=True).distinct())
    recount(pages, touched)


def _place(pages, place):
    pages.order_by().update(
        column_id=place.column, planned_column_id=place.planned_column, department_id=place.department
    )


@transaction.atomic
def relist(path):
    """Write the shown date anew for every page at or below the path, when privacy there has changed."""
    pages = apps.get_model("content", "ContentPage").objects
    within = pages.filter(path__startswith=path)
    public = within.filter(live=True)
    if is_restricted(path):
        public = public.none()
    else:
        for restricted in PageViewRestriction.objects.filter(page__path__startswith=path):
            public = public.exclude(path__startswith=restricted.page.path)
    within.exclude(pk__in=public.order_by().values("pk")).order_by().update(listed_at=None)
    for pk, at in public.filter(Q(listed_at=None)).values_list("pk", F("first_published_at")):
        pages.filter(pk=pk).order_by().update(listed_at=at)
    recount(pages, set(within.exclude(column=None).values_list("column", flat=True).distinct()))


def list_published(ids):
    """Give the shown date to content pages that were just published in bulk, and count them.

    Pages that are private themselves, or stand below a private one, stay out of every list.
    """
    pages = apps.get_model("content", "ContentPage").objects
    restricted = list(PageViewRestriction.objects.values_list("page__path", flat=True))
    fresh = pages.filter(pk__in=ids, live=True, listed_at=None)
    for path in restricted:
        fresh = fresh.exclude(path__startswith=path)
    dates = dict(fresh.order_by().values_list("pk", "first_published_at"))
    if not dates:
        return
    first = Page.objects.filter(pk=OuterRef("pk")).values("first_published_at")[:1]
    pages.filter(pk__in=dates).order_by().update(listed_at=Subquery(first))
    changes = Counter(key for page in pages.filter(pk__in=dates) if (key := key_of(page)))
    shift(changes)
