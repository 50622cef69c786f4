from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApprovalQuerySet(models.QuerySet):
    """Approvals by whether they still let something become public."""

    def in_force(self):
        """Approvals of pages that were not withdrawn since: what was withdrawn comes back only by a new approval."""
        return self.filter(ended_at=None)


class Approval(models.Model):
    """One content of one page was approved by two persons; the gate lets exactly this content become public."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="approvals", verbose_name=_("page")
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        on_delete=models.SET_NULL,
        null=True,
        related_name="approvals",
        verbose_name=_("revision"),
    )
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    workflow_state = models.ForeignKey(
        "wagtailcore.WorkflowState", on_delete=models.SET_NULL, null=True, related_name="approvals"
    )
    batch = models.ForeignKey("approval.Batch", on_delete=models.PROTECT, null=True, related_name="approvals")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("reviewed by")
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("signed off by")
    )
    at = models.DateTimeField(_("approved at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, help_text=_("When the page was withdrawn."))

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        indexes = [models.Index(fields=["page", "fingerprint"], name="approval_by_content")]

    def __str__(self):
        return f"{self.page_id} {self.fingerprint[:12]}"
