from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class PointBlock(blocks.StructBlock):
    """One value of a series."""

    label = blocks.CharBlock(label=_("Label"), max_length=40)
    value = blocks.DecimalBlock(label=_("Value"), max_digits=18, decimal_places=4)

    class Meta:
        label = _("Value")


class ChartBlock(blocks.StructBlock):
    """A series of values, shown as a chart with the same values in a table beside it."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    unit = blocks.CharBlock(label=_("Unit"), max_length=40, required=False, default="")
    kind = blocks.ChoiceBlock(
        label=_("Kind of chart"), choices=[("bar", _("Bars")), ("line", _("Line"))], default="bar", search_index=False
    )
    points = blocks.ListBlock(PointBlock(), label=_("Values"), min_num=2, max_num=60)
    source = blocks.CharBlock(label=_("Source"), max_length=200, required=False, default="")

    def clean(self, value):
        """Bars and lines here begin at nought, so a value below it cannot be drawn."""
        cleaned = super().clean(value)
        if any(point["value"] is not None and point["value"] < 0 for point in cleaned["points"]):
            raise StructBlockValidationError({"points": ValidationError(_("Values below zero cannot be drawn."))})
        return cleaned

    class Meta:
        icon = "table"
        label = _("Chart")
        label_format = "{title}"
        group = _("Data")
        template = "content/blocks/chart.html"
