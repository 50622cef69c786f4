from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.content.fields import ReadableJSONEncoder


class AttachedFile(models.Model):
    """A file that a found page shows; what is said in it is found with the page."""

    entry = models.ForeignKey("search.Entry", on_delete=models.CASCADE, related_name="files")
    attachment = models.ForeignKey("content.Attachment", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")
        constraints = [models.UniqueConstraint(fields=["entry", "attachment"], name="one_use_of_a_file_per_page")]

    def __str__(self):
        return f"{self.entry_id}: {self.attachment_id}"


class FileText(models.Model):
    """What a file says, as it was read: [kind, number, text] of each part, or the code of why it cannot be read.

    It is about the file of that hash; where the attachment has another one by now, it is read again.
    """

    attachment = models.OneToOneField(
        "content.Attachment", on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    sha256 = models.CharField(max_length=64)
    parts = models.JSONField(default=list, encoder=ReadableJSONEncoder)
    problem = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("searched file")
        verbose_name_plural = _("searched files")

    def __str__(self):
        return str(self.attachment_id)
