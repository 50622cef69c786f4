from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.choosers import PictureChooserBlock


class ImageBlock(blocks.StructBlock):
    """A picture with its alternative text, mandatory because some readers only hear it (WCAG 1.1.1)."""

    image = PictureChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(label=_("Alternative text"), max_length=200)
    caption = blocks.CharBlock(label=_("Caption"), max_length=200, required=False, default="")

    class Meta:
        icon = "image"
        label = _("Picture")
        label_format = "{alt}"
        group = _("Pictures and files")
        template = "content/blocks/image.html"
