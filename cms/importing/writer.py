"""Writes pages as drafts in a few statements, leaving exactly the rows that Wagtail's own way would leave.

Wagtail writes some ninety statements a page; here a group of two hundred takes about fifty. The pages stay drafts:
only the sign-off of their batch makes them public.
"""

import uuid
from collections import Counter, defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone
from modelsearch.backends import get_search_backends
from wagtail.models import Page, PageLogEntry, Revision

from cms.approval.gate.contents import new_content, row_content
from cms.approval.gate.fingerprint import fingerprint_of
from cms.approval.gate.privacy import read_once
from cms.content.models import PageAttachment
from cms.importing.inserting import insert, update_rows
from cms.importing.references import index_references

FIRST_STEP, LAST_STEP = "0" * Page.steplen, "Z" * Page.steplen


@read_once()
def write_drafts(pages, parents, user=None):
    """Insert unsaved pages of one type, each below the page of the number in `parents`, with one revision each.

    Returns (revision, fingerprint) pairs in the pages' order. To be called inside a transaction.
    """
    if not pages:
        return []
    _place(pages, parents)
    content_type = ContentType.objects.get_for_model(type(pages[0]))
    for page in pages:
        page.content_type, page.translation_key, page.owner = content_type, uuid.uuid4(), user
    contents = [new_content(page, **_children(page)) for page in pages]
    _insert(pages, contents)
    _insert_attachments(pages, contents)
    revisions = _insert_revisions(pages, contents, user)
    _log(pages, user)
    for backend in get_search_backends():
        backend.add_bulk(type(pages[0]), pages)
    index_references(pages)
    prints = [fingerprint_of(type(pages[0]), content) for content in contents]
    return list(zip(revisions, prints, strict=True))


def _place(pages, parents):
    """Give each page its path, address and a slug that is free below its parent, the parents' rows being held."""
    wanted = Counter(parents)
    held = {parent.pk: parent for parent in Page.objects.filter(pk__in=wanted).order_by("path").select_for_update()}
    steps = _last_steps(wanted)
    taken = _taken_slugs(held, {page.slug for page in pages})
    for page, number in zip(pages, parents, strict=True):
        parent = held[number]
        steps[number] += 1
        page.path = Page._get_path(parent.path, parent.depth + 1, steps[number])
        page.depth, page.numchild = parent.depth + 1, 0
        page.slug = _free_slug(parent, page.slug, taken[parent.path])
        page.set_url_path(parent)
    update_rows(Page, "numchild = numchild + %s", [(count, number) for number, count in wanted.items()])


def _last_steps(parents):
    """The step of the last child of each parent, 0 for none, in one statement."""
    below = Page.objects.filter(
        path__gte=Concat(OuterRef("path"), Value(FIRST_STEP)), path__lte=Concat(OuterRef("path"), Value(LAST_STEP))
    )
    last = Subquery(below.order_by("-path").values("path")[:1])
    rows = Page.objects.filter(pk__in=parents).order_by().annotate(last=last).values_list("pk", "path", "last")
    return {pk: Page._str2int(path[len(own) : len(own) + Page.steplen]) if path else 0 for pk, own, path in rows}


def _taken_slugs(parents, wanted):
    """Which of the wanted slugs are in use below each parent's path, in one statement."""
    depths = {parent.depth + 1 for parent in parents.values()}
    taken = defaultdict(set)
    for path, slug in Page.objects.filter(slug__in=wanted, depth__in=depths).order_by().values_list("path", "slug"):
        taken[path[: -Page.steplen]].add(slug)
    return taken


def _free_slug(parent, wanted, taken):
    free, number = wanted, 1
    if wanted in taken:
        taken.update(parent.get_children().filter(slug__startswith=f"{wanted}-").values_list("slug", flat=True))
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    taken.add(free)
    return free


def _insert(pages, contents):
    """Insert the rows of the page and of each model that extends it, and tell the contents their numbers."""
    model = type(pages[0])
    extensions = list(reversed([model, *model._meta.get_parent_list()[:-1]]))
    insert(Page, pages)
    for page, content in zip(pages, contents, strict=True):
        for extension in extensions:
            link = extension._meta.pk
            setattr(page, link.attname, page.id)
            if link.name in content:
                content[link.name] = page.id
        content["pk"] = page.id
    for extension in extensions:
        insert(extension, pages)


def _attachments(page):
    return list(page.attachments.all()) if hasattr(page, "attachments") else []


def _children(page):
    attachments = _attachments(page)
    return {"attachments": [row_content(row) for row in attachments]} if attachments else {}


def _insert_attachments(pages, contents):
    """Insert the child rows, and tell the contents their numbers."""
    rows = []
    for page, content in zip(pages, contents, strict=True):
        for row, entry in zip(_attachments(page), content.get("attachments", ()), strict=True):
            row.page_id = entry["page"] = page.pk
            rows.append((row, entry))
    insert(PageAttachment, [row for row, _entry in rows])
    for row, entry in rows:
        entry["pk"] = row.pk


def _insert_revisions(pages, contents, user):
    """One revision a page, holding what its row holds."""
    now = timezone.now()
    base_type = ContentType.objects.get_for_model(Page)
    revisions = [
        Revision(
            content_type_id=page.content_type_id,
            base_content_type=base_type,
            object_id=str(page.pk),
            created_at=now,
            user=user,
            object_str=str(page),
            content=content,
        )
        for page, content in zip(pages, contents, strict=True)
    ]
    insert(Revision, revisions)
    stamp = connection.ops.adapt_datetimefield_value(now)
    update_rows(
        Page,
        "latest_revision_id = %s, latest_revision_created_at = %s, has_unpublished_changes = %s",
        [(revision.pk, stamp, True, page.pk) for page, revision in zip(pages, revisions, strict=True)],
    )
    return revisions


def _log(pages, user):
    now = timezone.now()
    entries = [
        PageLogEntry(
            content_type_id=page.content_type_id,
            label=str(page)[:255],
            action="wagtail.create",
            timestamp=now,
            user=user,
            page_id=page.pk,
            content_changed=True,
        )
        for page in pages
    ]
    insert(PageLogEntry, entries)
