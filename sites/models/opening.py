from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteOpeningQuerySet(models.QuerySet):
    """Openings by what became of them."""

    def proposed(self):
        """Openings that wait for the second person."""
        return self.filter(at=None)


class SiteOpening(models.Model):
    """One person proposed to open a site, another opened it; what was missing then, and why it was opened so."""

    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="openings", verbose_name=_("site")
    )
    batch = models.OneToOneField(
        "approval.Batch", on_delete=models.PROTECT, related_name="opening", verbose_name=_("batch")
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    prepared_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("opened by")
    )
    at = models.DateTimeField(_("opened at"), null=True)
    override_reason = models.CharField(_("reason to open it all the same"), max_length=300, blank=True)
    missing = models.JSONField(_("what was missing"), default=list)

    objects = SiteOpeningQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("opening of a site")
        verbose_name_plural = _("openings of sites")

    def __str__(self):
        return f"{self.site.hostname}: {self.at or self.prepared_at:%Y-%m-%d}"
