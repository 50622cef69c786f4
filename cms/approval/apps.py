from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalConfig(AppConfig):
    """Who publishes answers for it: workflow, gate, batches, withdrawal."""

    name = "cms.approval"
    label = "approval"
    verbose_name = _("Approval")
