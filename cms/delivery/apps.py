from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """How a public page is found and served."""

    name = "cms.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self):
        from cms.delivery.signals import connect

        connect()
