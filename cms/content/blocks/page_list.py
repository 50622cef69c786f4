from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.choosers import PageReferenceBlock


class PageListBlock(blocks.StructBlock):
    """Pages chosen by hand, shown as they are at their source."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=60, required=False)
    pages = blocks.ListBlock(
        PageReferenceBlock(label=_("Page"), page_type="content.ContentPage"), label=_("Pages"), min_num=1, max_num=30
    )

    class Meta:
        icon = "list-ul"
        label = _("Hand-picked list")
        template = "content/blocks/page_list.html"
