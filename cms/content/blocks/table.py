from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block.blocks import DEFAULT_TABLE_OPTIONS
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

OPTIONS = {
    "contextMenu": [*DEFAULT_TABLE_OPTIONS["contextMenu"], "---------", "mergeCells", "alignment"],
    "mergeCells": True,
}


class TableBlock(WagtailTableBlock):
    """A table with merged cells, a caption and header cells that a screen reader announces."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"table_options": OPTIONS, **kwargs})

    def searchable_words(self, stored):
        """What the search index takes of the block as it is stored: see BodyBlock."""
        return self.get_searchable_content(stored)

    class Meta:
        icon = "table"
        label = _("Table")
        group = _("Data")
        template = "content/blocks/table.html"
