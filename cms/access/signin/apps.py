from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignInConfig(AppConfig):
    """Second factor, lockout, sessions and re-authentication."""

    name = "cms.access.signin"
    label = "signin"
    verbose_name = _("Sign-in")

    def ready(self):
        from cms.access.signin import checks  # noqa: F401
        from cms.access.signin.signals import connect

        connect()
