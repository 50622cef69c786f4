"""Translations of one's own texts, as wagtail-localize keeps them; and what stands open in an editor."""

from django.apps import apps
from wagtail.models import Page, TranslatableMixin
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import Translation, TranslationSource

from cms.access.fence.rules import Rule, numbers
from cms.access.fence.standing import own_pages
from cms.access.viewsets import WRITE, SeamViewSet, find, policy_for, visible


def translatable_keys(user):
    """Querysets of the keys under which the translations of one's own texts are kept together."""
    yield own_pages(user).order_by().values("translation_key")
    for model in get_snippet_models():
        if issubclass(model, TranslatableMixin) and isinstance(model.snippet_viewset, SeamViewSet):
            yield visible(model, user).order_by().values("translation_key")


def of_own(objects, user, field):
    """Those of the objects whose field names a text of one's own."""
    kept = objects.none()
    for keys in translatable_keys(user):
        kept = kept | objects.filter(**{f"{field}__in": keys})
    return kept


class OwnTranslations:
    """The report on translations, of one's own texts, for who works on them: each line leads to an editor."""

    def get_queryset(self):
        found = super().get_queryset()
        if not page_permission_policy.user_has_any_permission(self.request.user, {"add", "change"}):
            return found.none()
        return of_own(found, self.request.user, "source__object_id")


class Sources(Rule):
    """The source of translations that the address names is a text of one's own."""

    def admits(self, visit):
        wanted = numbers([visit.kwargs["translation_source_id"]])
        found = TranslationSource.objects.filter(pk__in=wanted)
        return of_own(found, visit.user, "object_id").exists()


class Translations(Rule):
    """The translation that the address names is one of a text of one's own."""

    def admits(self, visit):
        wanted = numbers([visit.kwargs["translation_id"]])
        found = Translation.objects.filter(pk__in=wanted)
        return of_own(found, visit.user, "source__object_id").exists()


class Snippets(Rule):
    """The snippet that the address names came through the seam and is one that the person writes."""

    actions = WRITE

    def admits(self, visit):
        model = _snippet_model(visit.kwargs)
        if model is None:
            return False
        own = policy_for(model).instances_user_has_any_permission_for(visit.user, self.actions)
        return find(own, visit.kwargs["pk"]) is not None


def _snippet_model(kwargs):
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        return None
    return model if isinstance(getattr(model, "snippet_viewset", None), SeamViewSet) else None


class Edited(Rule):
    """What is open in the editor is a page of one's own trees or a snippet that one writes."""

    def admits(self, visit):
        try:
            model = apps.get_model(visit.kwargs["app_label"], visit.kwargs["model_name"])
        except LookupError:
            return False
        wanted = numbers([visit.kwargs["object_id"]])
        if not wanted:
            return False
        if issubclass(model, Page):
            return own_pages(visit.user).filter(pk__in=wanted).exists()
        if not isinstance(getattr(model, "snippet_viewset", None), SeamViewSet):
            return False
        own = policy_for(model).instances_user_has_any_permission_for(visit.user, WRITE)
        return own.filter(pk__in=wanted).exists()
