"""The files that belong to pages, with the hash of each, read for many pages in one statement."""

from functools import cache

from wagtail.documents import get_document_model
from wagtail.fields import StreamField

from cms.content.needs import Needs


def files_of(pages):
    """Pairs of name and SHA-256 of each page's files, by the number of the page, in the order of the page."""
    wanted = {page.pk: _numbers(page) for page in pages}
    numbers = {number for own in wanted.values() for number in own}
    found = {}
    if numbers:
        rows = get_document_model().objects.filter(pk__in=numbers)
        found = {pk: [name or title, digest] for pk, name, title, digest in rows.values_list(*COLUMNS)}
    return {page: [found[number] for number in own if number in found] for page, own in wanted.items()}


COLUMNS = ("pk", "original_name", "title", "sha256")


def _numbers(page):
    own = [getattr(page, name) for name in _columns(type(page))]
    attached = [row.attachment_id for row in page.attachments.all()] if hasattr(page, "attachments") else []
    found = [number for number in [*attached, *own] if number]
    return [*found, *sorted(_within(page) - set(found))]


def _within(page):
    """Files that the page names in its streams: as a block, or as a link in a text."""
    needs = Needs()
    for field in _streams(type(page)):
        needs.take(field.stream_block, list(getattr(page, field.name).raw_data))
    return needs.files | {number for kind, number in needs.links if kind == "document"}


@cache
def _streams(model):
    return [field for field in model._meta.concrete_fields if isinstance(field, StreamField)]


@cache
def _columns(model):
    """The columns of the page type that name a file, as the PDF of a gazette issue."""
    documents = get_document_model()
    return [field.attname for field in model._meta.concrete_fields if field.related_model is documents]
