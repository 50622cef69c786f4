from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Who may see and touch what."""

    name = "cms.access"
    label = "access"
    verbose_name = _("Access")
