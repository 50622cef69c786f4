from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    """Documents from files become drafts of their departments, in batches."""

    name = "cms.importing"
    label = "importing"
    verbose_name = _("Import")
