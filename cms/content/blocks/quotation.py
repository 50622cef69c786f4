from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class QuotationBlock(blocks.StructBlock):
    """Words of another, with their source."""

    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Source"), max_length=200, required=False, default="")

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        label_format = "{text}"
        group = _("Text")
        template = "content/blocks/quotation.html"
