"""The files that belong to pages, with the hash of each, read for many pages in one statement."""

from functools import cache

from wagtail.documents import get_document_model


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
    return [number for number in [*attached, *own] if number]


@cache
def _columns(model):
    """The columns of the page type that name a file, as the PDF of a gazette issue."""
    documents = get_document_model()
    return [field.attname for field in model._meta.concrete_fields if field.related_model is documents]
