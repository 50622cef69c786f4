"""Refuses a model that can be public and that the gate cannot guard."""

from django.apps import apps
from django.core.checks import Error, Tags, register

from cms.approval.texts.registry import draft_models, unguardable


@register(Tags.security)
def check_everything_public_is_guarded(app_configs, **kwargs):
    """Pages are guarded, and so is every other model with drafts that has one table and a department that decides."""
    return [
        Error(
            f"The model {model._meta.label} can be published, but the gate cannot guard it: {reason}.",
            hint="Leave out DraftStateMixin, or give the model what cms.approval.texts.registry asks for.",
            obj=model,
            id="approval.E001",
        )
        for model in draft_models(apps.get_models())
        if (reason := unguardable(model))
    ]
