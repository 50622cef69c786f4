"""Acting on many: every object named is one's own, and “all” are all of one's own."""

from django.apps import apps
from django.http import Http404
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page

from cms.access.fence.registry import own_objects_of
from cms.access.fence.rules import Pages, Rule, numbers
from cms.access.fence.standing import own_pages
from cms.access.viewsets import SeamViewSet, mixed, visible


def own_of(model, user):
    """The user's own objects of the model, or None where the model is not for departments."""
    if issubclass(model, Page):
        return own_pages(user)
    viewset = getattr(model, "snippet_viewset", None)
    return visible(model, user) if isinstance(viewset, SeamViewSet) else own_objects_of(user, model)


class Many(Rule):
    """What the parameters name is one's own; so is where pages are to be moved, and whose children “all” are."""

    destinations = Pages(parameters=("childOf", "chooser"))

    def admits(self, visit):
        model = _model_of(visit.kwargs)
        own = model and own_of(model, visit.user)
        if own is None:
            return False
        values = visit.parameters(["id"])
        wanted = numbers(value for value in values if value != "all")
        if wanted is None or not values:
            return False
        if own.filter(pk__in=wanted).count() != len(wanted):
            return False
        return not issubclass(model, Page) or self.destinations.admits(visit)


def _model_of(kwargs):
    try:
        return apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        return None


class OwnListing:
    """“All” of a list are what of it is one's own."""

    def get_all_objects_in_listing_query(self, parent_id):
        listed = list(super().get_all_objects_in_listing_query(parent_id))
        return list(own_of(self.model, self.request.user).filter(pk__in=listed).values_list("pk", flat=True))


def act_on_many(request, app_label, model_name, action):
    """Wagtail's action on what is one's own."""
    model = _model_of({"app_label": app_label, "model_name": model_name})
    action_class = model and bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if not action_class:
        raise Http404
    return mixed(OwnListing, action_class)(request, model).dispatch(request)
