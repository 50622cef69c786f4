"""Writes a group of drafts in a few statements, leaving exactly the rows that Wagtail's own way would leave.

Wagtail writes some ninety statements a page; here a group of two hundred takes about twenty. The pages stay drafts:
only the sign-off of their batch makes them public.
"""

import uuid
from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F
from django.utils import timezone
from modelsearch.backends import get_search_backends
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from cms.approval.fingerprint import fingerprint_of
from cms.content.models import ContentPage, OfficialDocumentPage, PageAttachment
from cms.content.models.index_serial import organisation_code, take_index_number_runs

OWN_FIELDS = {field.attname for field in Page._meta.local_concrete_fields} - {"id"}


def write_drafts(pages):
    """Insert pages (unsaved OfficialDocumentPage objects with their column set) as drafts with one revision each.

    Returns (revision, fingerprint) pairs in the pages' order. To be called inside a transaction.
    """
    if not pages:
        return []
    _place(pages)
    _number(pages)
    contents = [page.serializable_data() for page in pages]
    _insert(pages)
    attachments = _insert_attachments(pages)
    revisions = _insert_revisions(pages, contents)
    _log(pages, revisions)
    _index(pages, attachments)
    return [
        (revision, fingerprint_of(OfficialDocumentPage, content))
        for revision, content in zip(revisions, contents, strict=True)
    ]


def _place(pages):
    """Give each page its path, address and a slug that is free in its column."""
    by_column = defaultdict(list)
    for page in pages:
        by_column[page.column_id].append(page)
    columns = Page.objects.filter(pk__in=by_column).order_by("path")
    if connection.features.has_select_for_update:
        columns = columns.select_for_update()
    for column in columns:
        children = by_column[column.pk]
        last = Page.objects.filter(depth=column.depth + 1, path__startswith=column.path).order_by("-path").first()
        step = Page._str2int(last.path[-Page.steplen :]) if last else 0
        slugs = _free_slugs(column, [page.slug for page in children])
        for page, slug in zip(children, slugs, strict=True):
            step += 1
            page.path = Page._get_path(column.path, column.depth + 1, step)
            page.depth, page.numchild = column.depth + 1, 0
            page.slug, page.url_path = slug, f"{column.url_path}{slug}/"
        Page.objects.filter(pk=column.pk).update(numchild=F("numchild") + len(children))


def _free_slugs(column, wanted):
    prefix = f"{column.url_path}"
    taken = set(
        Page.objects.filter(url_path__in=[f"{prefix}{slug}/" for slug in wanted], slug__in=wanted).values_list(
            "slug", flat=True
        )
    )
    for slug in wanted:
        free, number = slug, 2
        while free in taken:
            free, number = f"{slug}-{number}", number + 1
        taken.add(free)
        yield free


def _number(pages):
    """Give out index numbers, a run of them for each organisation and year."""
    groups = defaultdict(list)
    for page in pages:
        year = (page.written_date or timezone.localdate(page.first_published_at)).year
        groups[organisation_code(page.department), year].append(page)
    runs = take_index_number_runs({key: len(members) for key, members in groups.items()})
    for key, members in groups.items():
        for page, number in zip(members, runs[key], strict=True):
            page.index_number = number


def _insert(pages):
    """Insert the rows of the page, its content and its document; Django refuses to do that in bulk for inheritance."""
    content_type = ContentType.objects.get_for_model(OfficialDocumentPage)
    bases = []
    for page in pages:
        page.content_type = content_type
        page.translation_key = uuid.uuid4()
        bases.append(Page(**{name: getattr(page, name) for name in OWN_FIELDS}))
    Page.objects.bulk_create(bases)
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.id = page.page_ptr_id = page.contentpage_ptr_id = base.pk
        page._state.adding = False
    for model in (ContentPage, OfficialDocumentPage):
        _insert_rows(model, pages)


def _insert_rows(model, pages):
    fields = model._meta.local_concrete_fields
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    rows = [
        [field.get_db_prep_save(getattr(page, field.attname), connection=connection) for field in fields]
        for page in pages
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) VALUES ({marks})", rows
        )


def _insert_attachments(pages):
    """The child rows; returns the pages that keep files here, whose references have to be recorded."""
    rows, with_files = [], []
    for page in pages:
        attachments = list(page.attachments.all())
        for attachment in attachments:
            attachment.page_id = page.pk
        rows += attachments
        if any(attachment.attachment_id for attachment in attachments):
            with_files.append(page)
    PageAttachment.objects.bulk_create(rows)
    return with_files


def _insert_revisions(pages, contents):
    """One revision a page, holding what its row holds."""
    now = timezone.now()
    base_type = ContentType.objects.get_for_model(Page)
    for page, content in zip(pages, contents, strict=True):
        content |= {"pk": page.pk, "page_ptr": page.pk, "contentpage_ptr": page.pk}
        content |= {"content_type": page.content_type_id, "translation_key": str(page.translation_key)}
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type_id=page.content_type_id,
            base_content_type=base_type,
            object_id=str(page.pk),
            created_at=now,
            object_str=page.title,
            content=content,
        )
        for page, content in zip(pages, contents, strict=True)
    )
    table = connection.ops.quote_name(Page._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET latest_revision_id = %s WHERE id = %s",
            [(revision.pk, page.pk) for page, revision in zip(pages, revisions, strict=True)],
        )
    return revisions


def _log(pages, revisions):
    now = timezone.now()
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            content_type_id=page.content_type_id,
            label=page.title[:255],
            action="wagtail.create",
            timestamp=now,
            page_id=page.pk,
            revision_id=revision.pk,
            content_changed=True,
        )
        for page, revision in zip(pages, revisions, strict=True)
    )


def _index(pages, with_files):
    """The search index and, for the few pages that refer to something kept here, the reference index."""
    for backend in get_search_backends():
        backend.add_bulk(OfficialDocumentPage, pages)
    for page in with_files:
        ReferenceIndex.create_or_update_for_object(page)
