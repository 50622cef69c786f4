from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class MilestoneBlock(blocks.StructBlock):
    """What was reached on a day."""

    date = blocks.DateBlock(label=_("Date"))
    text = blocks.CharBlock(label=_("What was reached"), max_length=200)

    class Meta:
        icon = "date"
        label = _("Milestone")
        label_format = "{date} {text}"
