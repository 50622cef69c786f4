from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.content.blocks.bands.base import Band, BandBlock, Newest
from cms.content.blocks.choosers import PageReferenceBlock


class LeadStoryBlock(BandBlock):
    """One story with its picture, headlines beside it, and at the side the newest of another column.

    The story is the page chosen, as long as it is public; else the column's newest page that has a picture.
    """

    page = PageReferenceBlock(label=_("Lead story"), page_type="content.ContentPage", required=False)
    column = PageReferenceBlock(label=_("Headlines from"), page_type="content.ColumnPage", required=False)
    limit = blocks.IntegerBlock(label=_("Number of headlines"), default=6, min_value=1, max_value=12)
    side_heading = blocks.CharBlock(label=_("Heading at the side"), max_length=60, required=False, default="")
    side_column = PageReferenceBlock(label=_("Column at the side"), page_type="content.ColumnPage", required=False)
    side_limit = blocks.IntegerBlock(label=_("Entries at the side"), default=8, min_value=1, max_value=12)

    class Meta:
        icon = "pick"
        label = _("Lead story")

    def clean(self, value):
        """A lead story needs a page, or a column to take it from."""
        cleaned = super().clean(value)
        if not cleaned["page"] and not cleaned["column"]:
            raise StructBlockValidationError({"page": ValidationError(_("Choose a page or a column."))})
        return cleaned

    def named(self, value):
        return [value["column"], value["side_column"]]

    def lists(self, value, reading):
        wanted = {}
        if value["page"]:
            wanted["story"] = Newest.picked([value["page"]])
        column, side = reading.target(value["column"]), reading.target(value["side_column"])
        if column and column.source:
            wanted["headlines"] = Newest.of(column.source, value["limit"] + 1)
        if side and side.source:
            wanted["side"] = Newest.of(side.source, value["side_limit"])
        return wanted

    def band(self, value, reading):
        headlines = reading.cards.get("headlines", [])
        with_picture = [card for card in headlines if card.image]
        story = next(iter([*reading.cards.get("story", ()), *with_picture, *headlines]), None)
        side = self._side(value, reading)
        if story is None and side is None:
            return None
        column = reading.target(value["column"])
        others = [card for card in headlines if card.id != story.id] if story else []
        return Band(
            template="content/bands/news.html" if side else "content/bands/lead.html",
            heading=value["heading"] or (column.title if column else ""),
            more_url=column.url if column else "",
            cards=[story, *others[: value["limit"]]] if story else [],
            value=value,
            side=side,
        )

    def _side(self, value, reading):
        column, cards = reading.target(value["side_column"]), reading.cards.get("side")
        if not column or not cards:
            return None
        return Band(
            template="content/bands/list.html",
            heading=value["side_heading"] or column.title,
            more_url=column.url,
            cards=cards,
        )
