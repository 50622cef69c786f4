from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.bands.base import Band, BandBlock
from cms.content.blocks.choosers import PageReferenceBlock
from cms.content.blocks.links import LinkGroupBlock


class LinkGroupsBlock(BandBlock):
    """Links to elsewhere in groups, each in a disclosure; “More” leads to a page with all of them."""

    groups = blocks.ListBlock(LinkGroupBlock(), label=_("Groups"), min_num=1, max_num=12)
    directory = PageReferenceBlock(label=_("Page with all links"), page_type="wagtailcore.Page", required=False)

    class Meta:
        icon = "link"
        label = _("Link group")

    def named(self, value):
        return [value["directory"]]

    def band(self, value, reading):
        groups = [group for group in value["groups"] if group["links"]]
        if not groups:
            return None
        directory = reading.target(value["directory"])
        return Band(
            template="content/bands/links.html",
            heading=value["heading"],
            more_url=directory.url if directory else "",
            groups=groups,
            value=value,
        )
