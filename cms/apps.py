from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The project itself as an app: its catalogue of messages and the tools that keep it."""

    name = "cms"
    label = "cms"
