from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Who may see and touch what."""

    name = "cms.access"
    label = "access"
    verbose_name = _("Access")

    def ready(self):
        from cms.access import checks, deployment  # noqa: F401
        from cms.access.fence.planting import guard_page_forms
        from cms.access.fence.reading import title_for_reader
        from cms.access.people.guarding import connect as guard_accounts
        from cms.access.testers import SitePagePermissionTester
        from cms.content.models.site_page import SitePage

        SitePage.permission_tester_class = SitePagePermissionTester
        SitePage.admin_title = staticmethod(title_for_reader)
        guard_page_forms()
        guard_accounts()
