from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The demonstration: a portal and its departments, with texts of our own."""

    name = "cms.demo"
    label = "demo"
    verbose_name = _("Demonstration")
