from django.apps import AppConfig, apps
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class ApprovalConfig(AppConfig):
    """Who publishes answers for it: workflow, gate, batches, withdrawal."""

    name = "cms.approval"
    label = "approval"
    verbose_name = _("Approval")

    def ready(self):
        from wagtail.models import Revision
        from wagtail.signals import pre_page_move

        from cms.approval import system_checks  # noqa: F401
        from cms.approval.gate import guard_move, guard_page, guard_revision, guarded_models

        for model in guarded_models(apps.get_models()):
            pre_save.connect(guard_page, sender=model, dispatch_uid=f"gate:{model._meta.label}")
        pre_save.connect(guard_revision, sender=Revision, dispatch_uid="gate:revision")
        pre_page_move.connect(guard_move, dispatch_uid="gate:move")
