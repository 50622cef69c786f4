"""What the engine still has to hear of."""

from django.db import models


class EngineDebt(models.Model):
    """A page that changed, or is gone, since the engine last heard of it; written in the transaction of the change."""

    page = models.BigIntegerField()

    class Meta:
        verbose_name = "debt to the engine"
        verbose_name_plural = "debts to the engine"

    def __str__(self):
        return str(self.page)
