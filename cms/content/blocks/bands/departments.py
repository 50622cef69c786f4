from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.bands.base import DEPARTMENTS, Band, BandBlock, Newest
from cms.content.blocks.choosers import PageReferenceBlock


class DepartmentsBlock(BandBlock):
    """“What are departments publishing?”: the newest of a column over all departments.

    The form above it leads to the column itself, narrowed to the department chosen.
    """

    column = PageReferenceBlock(label=_("Column"), page_type="content.ColumnPage")
    limit = blocks.IntegerBlock(label=_("Number of entries"), default=8, min_value=1, max_value=20)

    class Meta:
        icon = "site"
        label = _("Newest of the departments")

    def named(self, value):
        return [value["column"]]

    def offered(self, value):
        return [(value["column"], DEPARTMENTS)]

    def lists(self, value, reading):
        column = reading.target(value["column"])
        return {"newest": Newest.of(column.source, value["limit"])} if column and column.source else {}

    def band(self, value, reading):
        column, cards = reading.target(value["column"]), reading.cards.get("newest")
        if not column or not cards:
            return None
        options = reading.choices.get((value["column"], DEPARTMENTS), [])
        return Band(
            template="content/bands/departments.html",
            heading=value["heading"] or column.title,
            more_url=column.url,
            cards=cards,
            value=value,
            options=options if len(options) > 1 else [],
        )
