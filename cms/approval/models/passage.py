from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NEVER = 0


class Passage(models.Model):
    """A way through the triggers that guard public pages, open within one transaction and never longer.

    With a page it lets what was approved be written; without one, only what follows from the tree. A row refers to one
    that never exists, and the database looks for that one when the transaction ends: so a passage that was not closed
    until then, or that was opened outside a transaction, is refused together with all that was written through it.
    """

    page_id = models.BigIntegerField(null=True, db_index=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    open = models.ForeignKey("self", on_delete=models.DO_NOTHING, default=NEVER, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("passage through the gate")
        verbose_name_plural = _("passages through the gate")
        constraints = [
            models.CheckConstraint(condition=Q(open=NEVER), name="passage_ends_with_its_transaction"),
            models.CheckConstraint(condition=Q(pk__gt=NEVER), name="passage_that_never_exists"),
        ]

    def __str__(self):
        return f"{self.page_id} {self.fingerprint[:12]}"
