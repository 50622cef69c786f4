from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """What people did in the admin, append-only and chained."""

    name = "cms.access.audit"
    label = "audit"
    verbose_name = _("Audit")

    def ready(self):
        from cms.access.audit import triggers  # noqa: F401
        from cms.access.audit.chain import heads, is_key, kept
        from cms.access.audit.signals import connect
        from cms.anchoring.sources import Source, anchor_chains_of

        anchor_chains_of(Source("audit", is_key, heads, kept))
        connect()
