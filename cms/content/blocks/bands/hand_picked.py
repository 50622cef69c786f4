from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.bands.base import Band, BandBlock, Newest
from cms.content.blocks.bands.layouts import Layout, template_of
from cms.content.blocks.choosers import PageReferenceBlock


class HandPickedBlock(BandBlock):
    """Pages chosen one by one, in the order chosen, shown as they are at their source."""

    pages = blocks.ListBlock(
        PageReferenceBlock(label=_("Page"), page_type="content.ContentPage"), label=_("Pages"), min_num=1, max_num=30
    )
    layout = blocks.ChoiceBlock(label=_("Layout"), choices=Layout.choices, default=Layout.LIST, search_index=False)

    class Meta:
        icon = "list-ol"
        label = _("Hand-picked list")

    def lists(self, value, reading):
        return {"pages": Newest.picked(value["pages"])}

    def band(self, value, reading):
        cards = reading.cards.get("pages")
        if not cards:
            return None
        return Band(template=template_of(value["layout"]), heading=value["heading"], cards=cards, value=value)
