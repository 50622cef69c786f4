"""Refuses a shared model whose grants would have no table or no effect."""

from django.core.checks import Error, Tags, register
from wagtail.snippets.models import get_snippet_models

from cms.access.sharing.policies import SharedPolicy
from cms.access.sharing.registry import all_shared, shared_for
from cms.access.sharing.tables import AccountGrant, GroupGrant
from cms.access.sharing.viewsets import SharedViewSet

HINT = "In a module of models: ThingAccountGrant, ThingGroupGrant = shared(Thing, __name__, actions)."


@register(Tags.security)
def check_shared_models(app_configs, **kwargs):
    """Both tables for every model whose policy asks for grants, and that policy for every model with tables."""
    errors = []
    for model in get_snippet_models():
        asks = isinstance(model.snippet_viewset.permission_policy, SharedPolicy)
        if asks and not has_tables(model):
            message = f"The snippet {model._meta.label} is shared but has not the two tables of its grants."
            errors.append(Error(message, hint=HINT, obj=model, id="sharing.E001"))
    for shared in all_shared().values():
        viewset = getattr(shared.model, "snippet_viewset", None)
        if not isinstance(viewset, SharedViewSet) or not isinstance(viewset.permission_policy, SharedPolicy):
            message = f"Rights are granted on {shared.model._meta.label} but its viewset does not ask for them."
            hint = "Register it with a subclass of cms.access.sharing.viewsets.SharedViewSet, with a SharedPolicy."
            errors.append(Error(message, hint=hint, obj=shared.model, id="sharing.E002"))
    return errors


def has_tables(model):
    """Whether the model is registered with a table of each kind, whose rows point to its own objects."""
    found = shared_for(model)
    if found is None:
        return False
    bases = zip(found.tables, (AccountGrant, GroupGrant), strict=True)
    return all(
        issubclass(table, base) and table._meta.get_field("content_object").related_model is model
        for table, base in bases
    )
