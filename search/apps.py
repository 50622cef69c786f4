from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Search of one site and of all."""

    name = "search"
    verbose_name = _("Search")

    def ready(self):
        from search.signals import connect

        connect()
