from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class HeadingBlock(blocks.StructBlock):
    """A heading within a text; the page's title is the only first-level one."""

    text = blocks.CharBlock(label=_("Heading"), max_length=300)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Chapter")), ("h3", _("Section")), ("h4", _("Sub-section"))],
        default="h2",
        search_index=False,
    )

    def searchable_words(self, stored):
        """What the search index takes of the block as it is stored: see BodyBlock."""
        return [stored.get("text") or ""]

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        group = _("Text")
        template = "content/blocks/heading.html"
