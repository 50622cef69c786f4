from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DepartmentSitesConfig(AppConfig):
    """Departments' own sites; the label avoids django.contrib.sites."""

    name = "sites"
    label = "department_sites"
    verbose_name = _("Department sites")

    def ready(self):
        from cms.approval.texts.connecting import guard
        from sites.frame_words import guarded_frame

        guard(guarded_frame())
