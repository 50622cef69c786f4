from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.content.blocks.bands.base import Band, BandBlock, Newest
from cms.content.blocks.bands.layouts import Layout, template_of
from cms.content.blocks.bands.rule import RuleBlock, listing_rule
from cms.content.blocks.choosers import PageReferenceBlock


class RuleListBlock(BandBlock):
    """The newest pages of a column, or of what a rule of the band's own selects."""

    column = PageReferenceBlock(
        label=_("Column"),
        page_type="content.ColumnPage",
        required=False,
        help_text=_("Its newest pages are listed, unless there is a rule; “More” leads to it."),
    )
    rule = RuleBlock(label=_("Rule"), required=False)
    limit = blocks.IntegerBlock(label=_("Number of entries"), default=6, min_value=1, max_value=20)
    layout = blocks.ChoiceBlock(label=_("Layout"), choices=Layout.choices, default=Layout.LIST, search_index=False)

    class Meta:
        icon = "list-ul"
        label = _("List of newest pages")

    def clean(self, value):
        """A list needs something to list."""
        cleaned = super().clean(value)
        if not cleaned["column"] and not cleaned["rule"]["planned_columns"]:
            raise StructBlockValidationError(
                {"column": ValidationError(_("Choose a column, or planned columns in the rule."))}
            )
        return cleaned

    def named(self, value):
        return [value["column"]]

    def lists(self, value, reading):
        rule = listing_rule(value["rule"], reading.locale_id)
        if rule.planned_columns:
            pages = apps.get_model("content", "ContentPage").objects.listed()
            memo = ("rule", rule, timezone.localdate())
            return {"newest": Newest(lambda: tuple(rule.querysets(pages)), value["limit"], memo)}
        column = reading.target(value["column"])
        return {"newest": Newest.of(column.source, value["limit"])} if column and column.source else {}

    def band(self, value, reading):
        cards = reading.cards.get("newest")
        if not cards:
            return None
        column = reading.target(value["column"])
        return Band(
            template=template_of(value["layout"]),
            heading=value["heading"] or (column.title if column else ""),
            more_url=column.url if column else "",
            cards=cards,
            value=value,
        )
