from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.choosers import AttachmentChooserBlock


class AttachmentBlock(blocks.StructBlock):
    """A file to download, with its type and size."""

    attachment = AttachmentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"), max_length=200, required=False, default="", help_text=_("Empty: the title of the file.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Attachment")
        group = _("Pictures and files")
        template = "content/blocks/attachment.html"
