from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WithdrawalQuerySet(models.QuerySet):
    """Withdrawals by what the public is told."""

    def announced_at(self, url_path):
        """The withdrawal that the public is told of at the address, the latest one if the page still is withdrawn.

        What was published since and is off for another reason, because it expired for instance, was not withdrawn.
        """
        slug = url_path.rstrip("/").rpartition("/")[2]
        own = self.filter(page__slug=slug, page__url_path=url_path, page__live=False).order_by("-pk")
        since = models.Q(page__last_published_at=None) | models.Q(at__gte=models.F("page__last_published_at"))
        latest = own.filter(since).first()
        return latest if latest is not None and latest.notice else None


class Withdrawal(models.Model):
    """A page was taken off the public site by one responsible person, with a reason.

    `notice`: visitors of its address read that it was withdrawn, and the sentence that was chosen. Whoever withdraws
    does so alone, so it is one of a few set sentences and no text of one's own. The reason is for the office; neither
    it nor the page's title is shown.
    """

    class Notice(models.TextChoices):
        REPLACED = "replaced", _("A newer text has taken its place; please follow that one.")
        CHECKED = "checked", _("The content is being checked and will be published again once it is corrected.")
        ENDED = "ended", _("The matter has ended; the page is no longer kept.")
        MISTAKEN = "mistaken", _("It was published by mistake.")

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="withdrawals", verbose_name=_("page")
    )
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("withdrawn by")
    )
    at = models.DateTimeField(_("withdrawn at"), auto_now_add=True)
    notice = models.BooleanField(_("tell the public"), default=False)
    notice_text = models.CharField(_("what the public reads"), max_length=10, choices=Notice, blank=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")

    def __str__(self):
        return f"{self.page_id}: {self.reason}"


class Expiry(models.Model):
    """Somebody who answers for a public page let it end at a moment, with a reason."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="expiries", verbose_name=_("page")
    )
    expires_at = models.DateTimeField(_("ends at"))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    at = models.DateTimeField(_("set at"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("expiry")
        verbose_name_plural = _("expiries")

    def __str__(self):
        return f"{self.page_id}: {self.expires_at}"
