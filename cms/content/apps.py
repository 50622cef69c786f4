from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Page types and StreamField blocks that any site may use."""

    name = "cms.content"
    label = "content"
    verbose_name = _("Content")

    def ready(self):
        from cms.content.signals import connect

        connect()
