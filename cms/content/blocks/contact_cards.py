from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.choosers import ContactCardChooserBlock


class ContactCardsBlock(blocks.StructBlock):
    """Contact cards of the department, shown as they were approved; one that is not public leaves no trace."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False, default="")
    cards = blocks.ListBlock(ContactCardChooserBlock(label=_("Contact card")), label=_("Contact cards"), min_num=1)

    def get_context(self, value, parent_context=None):
        """The cards that the public reads now."""
        context = super().get_context(value, parent_context=parent_context)
        context["cards"] = [card for card in value["cards"] if card is not None and card.is_shown]
        return context

    class Meta:
        icon = "mail"
        label = _("Contact cards")
        group = _("Links and contacts")
        template = "content/blocks/contact_cards.html"
