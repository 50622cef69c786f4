from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Forwarding(models.Model):
    """Who could decide about a text passed it on to a colleague of the same step, who may decide as well.

    It changes whose desk the text lies on, never who may decide, nor when it is due.
    """

    task_state = models.ForeignKey(
        "wagtailcore.TaskState", on_delete=models.CASCADE, related_name="forwardings", verbose_name=_("step")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("passed on by")
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("passed on to")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(_("passed on at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("forwarding")
        verbose_name_plural = _("forwardings")

    def __str__(self):
        return f"{self.by} → {self.to}"
