from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.bands.base import DEPARTMENTS, GROUPS, Band, BandBlock, Newest
from cms.content.blocks.choosers import PageReferenceBlock


class ServicesBlock(BandBlock):
    """“I want to get something done”: the newest service guides, and the ways to find one.

    The ways are the columns named, those that are public, each with its groups (persons, enterprises) where it has
    some, and the departments that have guides in the first column.
    """

    column = PageReferenceBlock(label=_("Column of service guides"), page_type="content.ColumnPage")
    limit = blocks.IntegerBlock(label=_("Number of entries"), default=6, min_value=1, max_value=12)
    ways = blocks.ListBlock(
        PageReferenceBlock(label=_("Column"), page_type="content.ColumnPage"),
        label=_("Other ways to find a service"),
        min_num=0,
        max_num=6,
        default=[],
    )
    departments = blocks.IntegerBlock(
        label=_("Number of departments"), default=12, min_value=0, max_value=60, help_text=_("0: none are shown.")
    )

    class Meta:
        icon = "tasks"
        label = _("Services")

    def named(self, value):
        return [value["column"], *value["ways"]]

    def offered(self, value):
        departments = [(value["column"], DEPARTMENTS)] if value["departments"] else []
        return [*departments, *((way, GROUPS) for way in value["ways"])]

    def lists(self, value, reading):
        column = reading.target(value["column"])
        return {"newest": Newest.of(column.source, value["limit"])} if column and column.source else {}

    def band(self, value, reading):
        column, cards = reading.target(value["column"]), reading.cards.get("newest")
        if not column or not cards:
            return None
        departments = reading.choices.get((column.id, DEPARTMENTS), [])
        departments = sorted(departments, key=lambda choice: -choice["count"])[: value["departments"]]
        groups = [*self._ways(value, reading), {"heading": gettext("By department"), "links": _links(departments)}]
        return Band(
            template="content/bands/services.html",
            heading=value["heading"] or column.title,
            more_url=column.url,
            cards=cards,
            value=value,
            groups=[group for group in groups if group["links"]],
        )

    def _ways(self, value, reading):
        """The columns named: one with groups as a list of them, the others together."""
        plain = []
        for way in filter(None, map(reading.target, value["ways"])):
            choices = reading.choices.get((way.id, GROUPS))
            if choices:
                yield {"heading": way.title, "links": _links(choices)}
            else:
                plain.append({"text": way.title, "url": way.url})
        yield {"heading": gettext("Find a service"), "links": plain}


def _links(choices):
    return [{"text": choice["label"], "url": choice["url"]} for choice in choices]
