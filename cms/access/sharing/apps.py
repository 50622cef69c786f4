from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    """Rights on single objects that departments share, as rows of django-guardian."""

    name = "cms.access.sharing"
    label = "sharing"
    verbose_name = _("Sharing")

    def ready(self):
        from django.contrib.auth import get_user_model
        from django.db.models.signals import m2m_changed, pre_delete

        from cms.access.sharing import checks, triggers  # noqa: F401
        from cms.access.sharing.granting import before_deletion
        from cms.access.sharing.held import forget
        from cms.access.sharing.leaving import connect
        from cms.access.sharing.registry import all_shared

        connect()
        m2m_changed.connect(forget, sender=get_user_model().groups.through, dispatch_uid="sharing:groups")
        for shared in all_shared().values():
            for table in shared.tables:
                pre_delete.connect(before_deletion, sender=table, dispatch_uid=f"sharing:{table._meta.label}")
