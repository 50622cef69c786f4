from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.bands.base import Band, BandBlock


class SeriesPointBlock(blocks.StructBlock):
    """One value of the small series beside a figure."""

    label = blocks.CharBlock(label=_("Label"), max_length=40)
    value = blocks.DecimalBlock(label=_("Value"), max_digits=18, decimal_places=4, min_value=0)

    class Meta:
        label = _("Value")


class FigureBlock(blocks.StructBlock):
    """A number worth knowing, with its unit, a note and how it came about."""

    label = blocks.CharBlock(label=_("Label"), max_length=60)
    value = blocks.CharBlock(label=_("Value"), max_length=20, help_text=_("As it is to be read: 21, 98.6 or 12,345."))
    unit = blocks.CharBlock(label=_("Unit"), max_length=20, required=False, default="")
    note = blocks.CharBlock(
        label=_("Note"), max_length=120, required=False, help_text=_("Period and source of the figure.")
    )
    series = blocks.ListBlock(SeriesPointBlock(), label=_("Small series"), min_num=0, max_num=12, default=[])

    class Meta:
        icon = "order"
        label = _("Figure")


class FiguresBlock(BandBlock):
    """A few figures side by side."""

    entries = blocks.ListBlock(FigureBlock(), label=_("Figures"), min_num=1, max_num=6)

    class Meta:
        icon = "order"
        label = _("Figures")

    def band(self, value, reading):
        if not value["entries"]:
            return None
        return Band(
            template="content/bands/figures.html",
            heading=value["heading"],
            entries=list(value["entries"]),
            value=value,
        )
