import uuid
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index

from cms.content.media_types import inspect_file

MAX_NAME = 255


class Picture(AbstractImage):
    """A picture; the alternative text belongs to its use and is asked for there."""

    admin_form_fields = Image.admin_form_fields
    # The admin offers the size as an order of what a search finds, which the index has to know.
    search_fields = [*AbstractImage.search_fields, index.FilterField("file_size")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args, **kwargs):
        """Record the hash of a newly given file, whoever gives it."""
        if self.file and not self.file._committed:
            self._set_file_hash()
            self.file.seek(0)
        super().save(*args, **kwargs)


class PictureRendition(AbstractRendition):
    """A picture in the size and format in which a page shows it."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


def stored_name(attachment, filename):
    """Where a file is kept: under a name of its own, so that equal names do not meet and long ones fit."""
    extension = PurePosixPath(filename).suffix.lower()
    safe = extension if extension.removeprefix(".").isalnum() and extension.isascii() and len(extension) < 8 else ""
    return f"documents/{timezone.localdate():%Y/%m}/{uuid.uuid4().hex}{safe}"


class Attachment(AbstractDocument):
    """A file to download. Its type is told by its content, never by its name; its hash says that it is unchanged.

    Visitors get it under the name that it came with.
    """

    file = models.FileField(_("file"), upload_to=stored_name, max_length=120)
    original_name = models.CharField(_("original file name"), max_length=255, blank=True, editable=False)
    media_type = models.CharField(_("type"), max_length=100, blank=True, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False, db_index=True)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        permissions = [("choose_document", "Can choose document")]

    @property
    def filename(self):
        """The name that the file came with; addresses end in it."""
        return self.original_name or super().filename

    def clean(self):
        """Refuse a file that is empty, of a type that is not offered, or not what its name says."""
        super().clean()
        if not self._has_new_file():
            return
        facts = inspect_file(self.file, self.file.name)
        if not facts.size:
            message = _("This file is empty.")
        elif not facts.is_allowed:
            message = _("Files ending in “.%(extension)s” are not offered for download.")
        elif facts.lies:
            message = _("The name of this file ends in “.%(extension)s”, but its content is %(type)s.")
        else:
            return
        raise ValidationError({"file": message % {"extension": facts.extension, "type": facts.media_type}})

    def save(self, *args, **kwargs):
        """Record type, size, hash and original name of a newly given file."""
        if self._has_new_file():
            facts = inspect_file(self.file, self.file.name)
            self.original_name = _short_name(facts.name)
            self.media_type, self.sha256, self.file_size = facts.media_type, facts.sha256, facts.size
        super().save(*args, **kwargs)

    def _has_new_file(self):
        return bool(self.file) and not self.file._committed


def _short_name(name):
    """The name cut to what the column holds, its extension kept."""
    path = PurePosixPath(name)
    return f"{path.stem[: MAX_NAME - len(path.suffix)]}{path.suffix}"
