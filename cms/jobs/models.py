"""What the periodic jobs did last, so that a restart neither repeats nor forgets one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodicRun(models.Model):
    """The last run of one periodic job."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    due_at = models.DateTimeField(_("queued at"))
    task_id = models.UUIDField(_("task"), null=True, editable=False)
    succeeded_at = models.DateTimeField(_("last succeeded at"), null=True)
    failed_at = models.DateTimeField(_("last failed at"), null=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")

    def __str__(self):
        return self.name
