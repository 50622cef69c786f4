"""Many pages at once, for tests that ask whether the number of statements grows."""

import uuid
from datetime import timedelta

from django.db import connection
from wagtail.models import Page

from cms.content.models import ContentPage
from cms.content.models.listing_count import recount
from cms.triggers.installing import lifted

TABLES = ("wagtailcore_page", "content_contentpage", "content_officialdocumentpage")
KEYS = {"wagtailcore_page": "id", "content_contentpage": "page_ptr_id"}


def multiply(document, number):
    """Public copies of a public document beside it, each a day older than the one before, with exact counters."""
    with lifted():
        _multiply(document, number)
    recount([document.column_id])


def _multiply(document, number):
    rows = {table: _row(table, document.pk) for table in TABLES}
    parent = document.get_parent()
    first = Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    for offset in range(number):
        pk, slug = first + offset, f"copy-{first + offset}"
        changed = {
            "wagtailcore_page": {
                "id": pk,
                "path": f"{parent.path}{Page._int2str(first + offset).rjust(Page.steplen, '0')}",
                "slug": slug,
                "url_path": f"{parent.url_path}{slug}/",
                "translation_key": uuid.uuid4().hex if connection.vendor == "sqlite" else uuid.uuid4(),
                "title": f"第{pk}件",
                "latest_revision_id": None,
                "live_revision_id": None,
            },
            "content_contentpage": {"page_ptr_id": pk},
            "content_officialdocumentpage": {"contentpage_ptr_id": pk, "index_number": slug, "number_key": None},
        }
        for table in TABLES:
            _insert(table, {**rows[table], **changed[table]})
        listed_at = document.listed_at - timedelta(days=offset + 1)
        ContentPage.objects.filter(pk=pk).update(listed_at=listed_at)


def _row(table, pk):
    key = KEYS.get(table, "contentpage_ptr_id")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {key} = %s", [pk])
        return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def _insert(table, row):
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", list(row.values()))
