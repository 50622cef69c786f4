from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PastPassword(models.Model):
    """A password that an account has or had, as its hash, and since when: it is not taken again, and grows old."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="past_passwords", verbose_name=_("user")
    )
    password = models.CharField(_("password hash"), max_length=128)
    set_at = models.DateTimeField(_("set at"), default=timezone.now)

    class Meta:
        ordering = ["-set_at", "-pk"]
        verbose_name = _("past password")
        verbose_name_plural = _("past passwords")

    def __str__(self):
        return f"{self.user} {self.set_at:%Y-%m-%d}"
