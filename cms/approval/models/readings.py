from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.content.fields import ReadableJSONEncoder


class StoredText(models.Model):
    """What a file says, by its hash, so that it is read once however many revisions carry it."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    parts = models.JSONField(_("parts"), default=list, encoder=ReadableJSONEncoder)
    problem = models.CharField(_("problem"), max_length=12, blank=True)
    read_at = models.DateTimeField(_("read at"), auto_now_add=True)

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self):
        return self.sha256[:12]


class OutsideLink(models.Model):
    """An address on another host, and how it answered when it was last asked."""

    class Answer(models.TextChoices):
        WORKS = "works", _("Works")
        GONE = "gone", _("Not found")
        SILENT = "silent", _("Does not answer")
        REFUSED = "refused", _("Not asked")

    address_hash = models.CharField(max_length=64, unique=True, editable=False)
    address = models.TextField(_("address"))
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    detail = models.CharField(_("detail"), max_length=120, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    asked_at = models.DateTimeField(_("asked at"))

    class Meta:
        verbose_name = _("outside link")
        verbose_name_plural = _("outside links")

    def __str__(self):
        return self.address


class TextSketch(models.Model):
    """One of the few numbers by which a public text is recognised, also where a part of it was changed."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    revision_id = models.BigIntegerField(help_text="The public revision that it was made of.")
    value = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "value"], name="sketch_once_per_page")]

    def __str__(self):
        return f"{self.page_id} {self.value}"
