"""Choosers whose values are read for a whole page at once, not block by block."""

from contextlib import contextmanager
from contextvars import ContextVar

from wagtail.blocks import PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

_shelf = ContextVar("shelf", default=None)


@contextmanager
def shelf(objects):
    """While it lasts, choosers take what they need from `objects`, by model and number, not from the database."""
    token = _shelf.set(objects)
    try:
        yield
    finally:
        _shelf.reset(token)


class _FromShelf:
    """A chooser that looks on the shelf first. The stock one asks one statement for each kind of block."""

    def bulk_to_python(self, values):
        objects = _shelf.get()
        if objects is None:
            return super().bulk_to_python(values)
        return [objects.get((self.model_class, value)) for value in values]

    def to_python(self, value):
        objects = _shelf.get()
        return super().to_python(value) if objects is None else objects.get((self.model_class, value))


class PictureChooserBlock(_FromShelf, ImageChooserBlock):
    """A chosen picture."""


class AttachmentChooserBlock(_FromShelf, DocumentChooserBlock):
    """A chosen file."""


class ContactCardChooserBlock(_FromShelf, SnippetChooserBlock):
    """A chosen contact card of the department."""

    def __init__(self, **kwargs):
        super().__init__("content.ContactCard", **kwargs)


class PageReferenceBlock(PageChooserBlock):
    """A chosen page kept as its number until a list is rendered.

    The stock block loads each page when the stream is read; our lists load all their rows, of every band of a page,
    in one statement, so loading here would be work done twice.
    """

    def to_python(self, value):
        return value

    def bulk_to_python(self, values):
        return list(values)

    def get_prep_value(self, value):
        return value.pk if isinstance(value, Page) else value

    def clean(self, value):
        page = super().clean(value)
        return page.pk if page is not None else None

    def value_from_form(self, value):
        return value.pk if isinstance(value, Page) else value

    def extract_references(self, value):
        if value is not None:
            yield Page, str(value), "", ""

    def get_translatable_segments(self, value):
        """A reference stays the same in every language."""
        return []

    def restore_translated_segments(self, value, segments):
        """Nothing of a reference was translated."""
        return value

    def get_searchable_content(self, value):
        return []
