from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The portal: home, sections, composed columns, topics, the editors' picks."""

    name = "home"
    label = "home"
    verbose_name = _("Portal")

    def ready(self):
        from cms.approval.texts.connecting import guard
        from home.headlines import guarded_headline

        guard(guarded_headline())
