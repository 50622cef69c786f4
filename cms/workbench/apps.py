from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkbenchConfig(AppConfig):
    """Each role's desk: the admin's start page, filled with panels that the other concerns register."""

    name = "cms.workbench"
    label = "workbench"
    verbose_name = _("Desk")
