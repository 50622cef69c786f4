from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.content.blocks.choosers import AttachmentChooserBlock, PictureChooserBlock

PLAYABLE = ("video/mp4", "video/webm")


class VideoBlock(blocks.StructBlock):
    """A video file of our own; nothing is embedded from other hosts. The transcript serves who cannot hear."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    file = AttachmentChooserBlock(label=_("Video file"))
    poster = PictureChooserBlock(label=_("Picture before it plays"), required=False)
    transcript = blocks.TextBlock(label=_("Transcript"))

    def clean(self, value):
        """Refuse a file that browsers cannot play."""
        cleaned = super().clean(value)
        if cleaned["file"] and cleaned["file"].media_type not in PLAYABLE:
            raise StructBlockValidationError({"file": ValidationError(_("Choose an MP4 or WebM video."))})
        return cleaned

    class Meta:
        icon = "media"
        label = _("Video")
        label_format = "{title}"
        group = _("Pictures and files")
        template = "content/blocks/video.html"
