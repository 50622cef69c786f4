from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Who may see and touch what."""

    name = "cms.access"
    label = "access"
    verbose_name = _("Access")

    def ready(self):
        from cms.access import checks  # noqa: F401
        from cms.access.testers import SitePagePermissionTester
        from cms.content.models.site_page import SitePage

        SitePage.permission_tester_class = SitePagePermissionTester
