from django.utils.translation import gettext_lazy as _
from wagtail import blocks

RUNNING_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "superscript", "subscript"]


class Alignment:
    """How a run of paragraphs stands: titles of documents are centred, signatures and dates stand at the end."""

    START, CENTER, END = "start", "center", "end"
    CHOICES = [(START, _("Running text")), (CENTER, _("Centred")), (END, _("At the end of the line"))]


class TextBlock(blocks.StructBlock):
    """Consecutive paragraphs of one alignment."""

    text = blocks.RichTextBlock(label=_("Text"), features=RUNNING_TEXT_FEATURES)
    align = blocks.ChoiceBlock(
        label=_("Alignment"), choices=Alignment.CHOICES, default=Alignment.START, search_index=False
    )

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "content/blocks/text.html"
