from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.bands.rows import RowsBlock, numbers
from cms.content.listing.rule import ListingRule
from cms.organisation.kinds import ContentKind


class RuleBlock(blocks.StructBlock):
    """Planned columns × departments × kinds × subjects, as a column of the portal has it (idea 2 of the design)."""

    planned_columns = RowsBlock("organisation.PlannedColumn", label=_("Planned columns"))
    departments = RowsBlock("organisation.Department", label=_("Departments"), help_text=_("None chosen: all of them."))
    kinds = blocks.MultipleChoiceBlock(
        label=_("Kinds"),
        choices=ContentKind.choices,
        widget=CheckboxSelectMultiple,
        required=False,
        search_index=False,
        help_text=_("None chosen: all of them."),
    )
    topics = RowsBlock("content.Topic", label=_("Subjects"), help_text=_("None chosen: whatever the subject."))
    own_only = blocks.BooleanBlock(label=_("Without reprints"), required=False)

    class Meta:
        icon = "cogs"
        label = _("Rule")
        collapsed = True


def listing_rule(value, locale_id):
    """The rule that the block's value (or its raw data) describes, for pages of the language."""
    return ListingRule(
        planned_columns=numbers(value.get("planned_columns")),
        departments=numbers(value.get("departments")),
        kinds=tuple(value.get("kinds") or ()),
        topics=numbers(value.get("topics")),
        own_only=bool(value.get("own_only")),
        locale=locale_id,
    )
