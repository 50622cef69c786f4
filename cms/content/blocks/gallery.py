from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.image import ImageBlock


class GalleryBlock(blocks.StructBlock):
    """Several pictures of one subject, shown side by side."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False, default="")
    images = blocks.ListBlock(ImageBlock(), label=_("Pictures"), min_num=2, max_num=30)

    class Meta:
        icon = "image"
        label = _("Gallery")
        group = _("Pictures and files")
        template = "content/blocks/gallery.html"
