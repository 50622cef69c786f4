from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock


class TableBlock(WagtailTableBlock):
    """A table with merged cells, a caption and header cells that a screen reader announces."""

    class Meta:
        icon = "table"
        label = _("Table")
        template = "content/blocks/table.html"
