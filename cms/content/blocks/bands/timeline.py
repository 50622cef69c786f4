from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.content.blocks.bands.base import Band, BandBlock


class MomentBlock(blocks.StructBlock):
    """What happened, and when: on a day, or in words where there is no day."""

    date = blocks.DateBlock(label=_("Date"), required=False)
    when = blocks.CharBlock(
        label=_("Time in words"), max_length=40, required=False, help_text=_("In place of a date, such as “week 1”.")
    )
    text = blocks.CharBlock(label=_("What happened"), max_length=300)

    class Meta:
        icon = "date"
        label = _("Entry")

    def clean(self, value):
        """Either a date or words."""
        cleaned = super().clean(value)
        if not cleaned["date"] and not cleaned["when"]:
            raise StructBlockValidationError({"date": ValidationError(_("Give a date, or say when in words."))})
        return cleaned


class TimelineBlock(BandBlock):
    """Events in their order."""

    entries = blocks.ListBlock(MomentBlock(), label=_("Entries"), min_num=1, max_num=60)

    class Meta:
        icon = "date"
        label = _("Timeline")

    def band(self, value, reading):
        if not value["entries"]:
            return None
        return Band(
            template="content/bands/timeline.html",
            heading=value["heading"],
            entries=list(value["entries"]),
            value=value,
        )
