from django.db import models
from django.utils.translation import gettext_lazy as _


class ShownFile(models.Model):
    """A file or picture that a page shows, written by the page's publication and by nothing else.

    Wagtail's index of references is filled later, in the background, and anybody may write it. Rows stay when a page
    leaves the public, so what asks them asks as well whether the page is public; numbers of pages do not come again.
    """

    class Kind(models.TextChoices):
        ATTACHMENT = "attachment", _("file")
        PICTURE = "picture", _("picture")

    page_id = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    file_id = models.BigIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("file on a public page")
        verbose_name_plural = _("files on public pages")
        constraints = [models.UniqueConstraint(fields=["page_id", "kind", "file_id"], name="shown_file_once")]
        indexes = [models.Index(fields=["kind", "file_id"], name="shown_file")]

    def __str__(self):
        return f"{self.page_id}: {self.kind} {self.file_id}"
