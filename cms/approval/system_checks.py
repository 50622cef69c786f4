"""Refuses a model that can be public and that the gate does not know."""

from django.apps import apps
from django.core.checks import Error, Tags, register
from wagtail.models import DraftStateMixin, Page


@register(Tags.security)
def check_everything_public_is_guarded(app_configs, **kwargs):
    """Only pages have a public state here; another model with one would be published past the gate."""
    return [
        Error(
            f"The model {model._meta.label} can be published, but the gate guards pages only.",
            hint="Leave out DraftStateMixin, or teach cms.approval.gate the model first.",
            obj=model,
            id="approval.E001",
        )
        for model in public_models(apps.get_models())
    ]


def public_models(models):
    """The models among `models` that have a public state and are no pages."""
    return [model for model in models if issubclass(model, DraftStateMixin) and not issubclass(model, Page)]
