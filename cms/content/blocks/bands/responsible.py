from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.bands.base import Band, BandBlock, Newest
from cms.content.blocks.choosers import PageReferenceBlock


class ResponsibleBlock(BandBlock):
    """“Who is responsible?”: the leaders, and links to the pages about institutions."""

    column = PageReferenceBlock(label=_("Column of leaders"), page_type="content.ColumnPage", required=False)
    limit = blocks.IntegerBlock(label=_("Number of entries"), default=8, min_value=1, max_value=20)
    links_heading = blocks.CharBlock(label=_("Heading of the links"), max_length=60, required=False, default="")
    pages = blocks.ListBlock(
        PageReferenceBlock(label=_("Page"), page_type="wagtailcore.Page"),
        label=_("Pages about institutions"),
        min_num=0,
        max_num=8,
        default=[],
    )

    class Meta:
        icon = "group"
        label = _("Who is responsible")

    def named(self, value):
        return [value["column"], *value["pages"]]

    def lists(self, value, reading):
        column = reading.target(value["column"])
        return {"leaders": Newest.of(column.source, value["limit"])} if column and column.source else {}

    def band(self, value, reading):
        cards = reading.cards.get("leaders", [])
        pages = [target for target in map(reading.target, value["pages"]) if target]
        if not cards and not pages:
            return None
        column = reading.target(value["column"])
        links = [{"text": page.title, "url": page.url} for page in pages]
        return Band(
            template="content/bands/people.html",
            heading=value["heading"] or (column.title if column else ""),
            more_url=column.url if column and cards else "",
            cards=cards,
            value=value,
            groups=[{"heading": value["links_heading"], "links": links}] if links else [],
        )
