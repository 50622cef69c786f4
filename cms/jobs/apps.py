from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Work behind the scenes: the task queue and the periodic jobs, in one process."""

    name = "cms.jobs"
    label = "jobs"
    verbose_name = _("Background jobs")

    def ready(self):
        autodiscover_modules("jobs")
