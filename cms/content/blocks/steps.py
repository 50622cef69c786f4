from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    """One step of a procedure."""

    title = blocks.CharBlock(label=_("Step"), max_length=80)
    text = blocks.TextBlock(label=_("What happens"), required=False, default="")

    class Meta:
        icon = "order-down"
        label = _("Step")
        label_format = "{title}"


class StepsBlock(blocks.StructBlock):
    """A procedure, step by step."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False, default="")
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        group = _("Text")
        template = "content/blocks/steps.html"
