"""Refuses a model of a department that goes round the seam."""

from django.apps import apps
from django.core.checks import Error, Tags, register
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from cms.access.viewsets import SeamViewSet
from cms.content.models.site_page import SitePage

OWNER = "organisation.Department"


def belongs_to_department(model):
    """Whether the model names a department as its own."""
    return any(
        field.is_relation and field.many_to_one and field.related_model and field.related_model._meta.label == OWNER
        for field in model._meta.get_fields()
        if hasattr(field, "many_to_one")
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
