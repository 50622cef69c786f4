from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountImport(models.Model):
    """A file of accounts: previewed, confirmed, taken row by row. `done` says how far it went, so that it can go on.

    Its text is forgotten with the last row. Why rows were refused stays in `refusals` (line, account, reasons), as far
    as a page shows them.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by"))
    name = models.CharField(_("file"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    digest = models.CharField(_("digest of the preview"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    at = models.DateTimeField(_("read at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows dealt with"), default=0)
    made = models.PositiveIntegerField(_("accounts made"), default=0)
    changed = models.PositiveIntegerField(_("accounts changed"), default=0)
    refused = models.PositiveIntegerField(_("number of rows refused"), default=0)
    refusals = models.JSONField(_("rows refused"), default=list)

    class Meta:
        app_label = "access"
        ordering = ["-pk"]
        default_permissions = ()
        verbose_name = _("import of accounts")
        verbose_name_plural = _("imports of accounts")

    def __str__(self):
        return self.name
