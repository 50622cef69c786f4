from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.choosers import PageReferenceBlock


class GazetteEntryBlock(blocks.StructBlock):
    """A line of an issue's contents. A text that has a page of its own is linked, never copied."""

    title = blocks.CharBlock(label=_("Title"), max_length=300)
    page = PageReferenceBlock(label=_("Page of this text"), page_type="content.ContentPage", required=False)
    page_number = blocks.IntegerBlock(label=_("Printed page"), min_value=1, required=False)

    class Meta:
        icon = "list-ul"
        label = _("Entry")
        label_format = "{title}"
