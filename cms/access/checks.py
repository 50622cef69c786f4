"""Refuses what goes round the seam or the fence, before the product starts."""

from django.apps import apps
from django.core.checks import Error, Tags, register
from django.db.models import ForeignKey
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from cms.access.fence.addresses import admin_addresses, unknown_addresses
from cms.access.fence.registry import rule_of
from cms.access.fence.rules import OPEN
from cms.access.viewsets import SeamViewSet
from cms.content.models.site_page import SitePage

OWNERS = {"organisation.Department", "wagtailcore.Site"}


def belongs_to_department(model):
    """Whether the model names a department, or the site of one, as its own."""
    return any(
        isinstance(field, ForeignKey) and field.related_model._meta.label in OWNERS for field in model._meta.fields
    )


@register(Tags.security)
def check_site_owned_models(app_configs, **kwargs):
    """Every snippet with a department passes the seam, and every page type the one tester of permissions."""
    errors = []
    for model in get_snippet_models():
        if belongs_to_department(model) and not isinstance(model.snippet_viewset, SeamViewSet):
            errors.append(
                Error(
                    f"The snippet {model._meta.label} belongs to a department but its viewset is not scoped.",
                    hint="Register it with a subclass of cms.access.viewsets.DepartmentOwnedViewSet.",
                    obj=model,
                    id="access.E001",
                )
            )
    for model in apps.get_models():
        if issubclass(model, Page) and model is not Page and not issubclass(model, SitePage):
            errors.append(
                Error(
                    f"The page type {model._meta.label} does not inherit the permission rules of SitePage.",
                    hint="Inherit cms.content.models.site_page.SitePage.",
                    obj=model,
                    id="access.E002",
                )
            )
    return errors


@register(Tags.security)
def check_addresses(app_configs, **kwargs):
    """Every address of the admin is known to the fence; after an upgrade this tells which are new."""
    return [
        Error(
            f"No rule of the fence stands for the admin's address {name}; departments' people are refused there.",
            hint="Read the view, then name a rule for it with cms.access.fence.registry.know.",
            obj=name,
            id="access.E003",
        )
        for name in unknown_addresses()
    ]


@register(Tags.security)
def check_viewsets(app_configs, **kwargs):
    """A viewset over a department's or a site's objects is never simply open."""
    loose = {}
    for name, callback in admin_addresses():
        model = getattr(callback, "view_initkwargs", {}).get("model")
        model = apps.get_model(model) if isinstance(model, str) else model
        owned = model is not None and belongs_to_department(model) and not issubclass(model, Page)
        if owned and rule_of(name, callback) in (None, OPEN):
            loose.setdefault(model, name)
    return [
        Error(
            f"{model._meta.label} belongs to a department or a site, but {name} is open to all.",
            hint="Give the viewset a policy of cms.access.policies, or the address a rule of the fence.",
            obj=model,
            id="access.E004",
        )
        for model, name in loose.items()
    ]


@register(Tags.security)
def check_settings(app_configs, **kwargs):
    """A setting of a department is a setting of its site: only these are asked about site by site."""
    return [
        Error(
            f"The setting {model._meta.label} belongs to a department or a site but is kept for the installation.",
            hint="Inherit wagtail.contrib.settings.models.BaseSiteSetting.",
            obj=model,
            id="access.E005",
        )
        for model in settings_registry
        if belongs_to_department(model) and not issubclass(model, BaseSiteSetting)
    ]
