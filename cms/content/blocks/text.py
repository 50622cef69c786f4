import re
from html import unescape

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.running_text import RunningText

LINE_END = re.compile(r"</(?:p|h\d|li|blockquote)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
MARKUP = re.compile(r"<[^>]*>")
RUNNING_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "superscript", "subscript"]


class Alignment:
    """How a run of paragraphs stands: titles of documents are centred, signatures and dates stand at the end."""

    START, CENTER, END = "start", "center", "end"
    CHOICES = [(START, _("Running text")), (CENTER, _("Centred")), (END, _("At the end of the line"))]


class RunningTextBlock(blocks.RichTextBlock):
    """Text whose rendering is safe and asks the database nothing once its page has read what it links to."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"features": RUNNING_TEXT_FEATURES, **kwargs})

    def to_python(self, value):
        return RunningText(value)

    def normalize(self, value):
        return value if isinstance(value, RunningText) else RunningText(getattr(value, "source", value))

    def value_from_form(self, value):
        return RunningText(value)

    def get_searchable_content(self, value):
        """The words without their markup; it is plain enough for a pattern, twenty times as fast as a parser."""
        return [_words(value.source)]


def _words(source):
    return unescape(MARKUP.sub("", LINE_END.sub(r"\g<0> ", source))).strip()


class TextBlock(blocks.StructBlock):
    """Consecutive paragraphs of one alignment."""

    text = RunningTextBlock(label=_("Text"))
    align = blocks.ChoiceBlock(
        label=_("Alignment"), choices=Alignment.CHOICES, default=Alignment.START, search_index=False
    )

    def searchable_words(self, stored):
        """What the search index takes of the block as it is stored: see BodyBlock."""
        return [_words(stored.get("text") or "")]

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
        template = "content/blocks/text.html"
