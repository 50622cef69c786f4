from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.choosers import PageReferenceBlock


class PageListBlock(blocks.StructBlock):
    """Pages chosen by hand, shown as they are at their source."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=60, required=False, default="")
    pages = blocks.ListBlock(
        PageReferenceBlock(label=_("Page"), page_type="content.ContentPage"), label=_("Pages"), min_num=1, max_num=30
    )

    def get_context(self, value, parent_context=None):
        """The cards of the pages chosen that are public, out of those that the page has read."""
        context = super().get_context(value, parent_context=parent_context)
        found = context.get("cards_by_id") or {}
        context["cards"] = [found[number] for number in value["pages"] if number in found]
        return context

    class Meta:
        icon = "list-ul"
        label = _("Hand-picked list")
        group = _("Links and contacts")
        template = "content/blocks/page_list.html"
