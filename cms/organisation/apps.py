from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """Departments, the column plan, roles: who publishes and what must be published."""

    name = "cms.organisation"
    label = "organisation"
    verbose_name = _("Organisation")
