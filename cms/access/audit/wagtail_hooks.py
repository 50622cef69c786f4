"""The audit's places in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.audit import panels  # noqa: F401
from cms.access.audit.reading import reads_audit
from cms.access.audit.views import AuditView
from cms.access.fence.registry import know
from cms.access.fence.rules import OPEN

know(OPEN, "audit")


@hooks.register("register_admin_urls")
def audit_urls():
    """The one list."""
    return [path("audit/", AuditView.as_view(), name="audit")]


class AuditMenuItem(MenuItem):
    """An entry for who reads something of it."""

    def is_shown(self, request):
        return reads_audit(request.user)


@hooks.register("register_admin_menu_item")
def audit_menu_item():
    """In the menu itself: for an auditor it is the whole work."""
    return AuditMenuItem(_("Audit records"), reverse("audit"), icon_name="history", order=720)
