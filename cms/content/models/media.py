from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from cms.content.media_types import inspect_file


class Picture(AbstractImage):
    """A picture; the alternative text belongs to its use and is asked for there."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]


class PictureRendition(AbstractRendition):
    """A picture in the size and format in which a page shows it."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class Attachment(AbstractDocument):
    """A file to download. Its type is told by its content, never by its name; its hash says that it is unchanged."""

    original_name = models.CharField(_("original file name"), max_length=255, blank=True, editable=False)
    media_type = models.CharField(_("type"), max_length=100, blank=True, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False, db_index=True)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        permissions = [("choose_document", "Can choose document")]

    def clean(self):
        """Refuse a file whose name claims another type than its content has."""
        super().clean()
        if self.file and not self.file._committed:
            facts = inspect_file(self.file, self.file.name)
            if facts.lies:
                raise ValidationError(
                    {
                        "file": _("The name of this file ends in “.%(extension)s”, but its content is %(type)s.")
                        % {"extension": facts.extension, "type": facts.media_type}
                    }
                )

    def save(self, *args, **kwargs):
        """Record type, size, hash and original name of a newly given file."""
        if self.file and not self.file._committed:
            facts = inspect_file(self.file, self.file.name)
            self.original_name = self.original_name or facts.name
            self.media_type, self.sha256 = facts.media_type, facts.sha256
            self.file_size = facts.size
        super().save(*args, **kwargs)
