"""Thousands of public pages in a second, for tests that ask how the database reads them. Rows only, no revisions."""

import datetime
import uuid

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from cms.content.models import ArticlePage, ContentPage
from cms.content.models.listing_count import recount
from cms.triggers.installing import lifted


def fill(column, number, days_apart=1):
    """Public articles below a column, the first of them the newest."""
    now = timezone.now().replace(microsecond=0)
    content_type = ContentType.objects.get_for_model(ArticlePage)
    start = Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    pages, rows = [], []
    for offset in range(number):
        pk, at = start + offset, now - datetime.timedelta(days=offset * days_apart, seconds=offset)
        pages.append(
            Page(
                pk=pk,
                path=Page._get_path(column.path, column.depth + 1, pk),
                depth=column.depth + 1,
                title=f"第{offset}条",
                draft_title=f"第{offset}条",
                slug=f"bulk-{pk}",
                url_path=f"{column.url_path}bulk-{pk}/",
                live=True,
                locale_id=column.locale_id,
                translation_key=uuid.uuid4(),
                content_type=content_type,
                first_published_at=at,
                last_published_at=at,
            )
        )
        rows.append(
            ContentPage(
                page_ptr_id=pk,
                kind="news",
                column_id=column.pk,
                planned_column_id=column.planned_column_id,
                department_id=column.department_id,
                listed_at=at,
            )
        )
    with lifted():
        Page.objects.bulk_create(pages, batch_size=500)
        _insert(ContentPage, rows)
        _insert(ArticlePage, [ArticlePage(contentpage_ptr_id=row.page_ptr_id) for row in rows])
    recount([column.pk])


def _insert(model, objects):
    fields = model._meta.local_concrete_fields
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    rows = [[field.get_db_prep_save(getattr(one, field.attname), connection) for field in fields] for one in objects]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", rows)
        cursor.execute("ANALYZE")
