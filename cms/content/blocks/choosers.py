from wagtail.blocks import PageChooserBlock
from wagtail.models import Page


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

    def get_searchable_content(self, value):
        return []
