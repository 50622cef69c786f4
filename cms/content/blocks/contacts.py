from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ContactBlock(blocks.StructBlock):
    """Where to turn: an office, its telephone, address and hours."""

    office = blocks.CharBlock(label=_("Office"), max_length=120)
    phone = blocks.CharBlock(label=_("Telephone"), max_length=60, required=False, default="")
    address = blocks.CharBlock(label=_("Address"), max_length=200, required=False, default="")
    hours = blocks.CharBlock(label=_("Hours"), max_length=120, required=False, default="")

    class Meta:
        icon = "mail"
        label = _("Contact")
        label_format = "{office}"


class ContactsBlock(blocks.StructBlock):
    """A list of contacts."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False, default="")
    contacts = blocks.ListBlock(ContactBlock(), label=_("Contacts"), min_num=1)

    class Meta:
        icon = "group"
        label = _("Contacts")
        group = _("Links and contacts")
        template = "content/blocks/contacts.html"
