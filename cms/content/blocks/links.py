from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class LinkBlock(blocks.StructBlock):
    """A link with a text that says where it leads."""

    text = blocks.CharBlock(label=_("Text"), max_length=80)
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{text}"


class LinkGroupBlock(blocks.StructBlock):
    """Links that belong together."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=60)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1, max_num=200)

    class Meta:
        icon = "link"
        label = _("Link group")
        label_format = "{heading}"
        group = _("Links and contacts")
        template = "content/blocks/link_group.html"
