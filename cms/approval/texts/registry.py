"""Which models hold words that the public reads and that are no pages. An app registers those without drafts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from django.apps import apps
from django.db.models import BigAutoField
from modelcluster.models import get_all_child_relations
from wagtail.models import DraftStateMixin, Page, Site

from cms.approval.gate.fingerprint import TEXT_BOOKKEEPING
from cms.content.models import SiteHomePage
from cms.organisation.roles import Role

DECIDERS = (Role.REVIEWER, Role.SECOND_REVIEWER, Role.SIGNER)


def department_of(instance):
    """The department whose own the object is."""
    return instance.department_id


def home_of_department(instance):
    """The home page of the department's site, on whose chain the log notes the text; None where there is none."""
    homes = SiteHomePage.objects.filter(department=instance.department_id, depth=2).order_by("pk")
    return homes.first() if instance.department_id else portal_home()


def portal_home():
    """The home page of the portal, None where there is no site yet."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return site.root_page if site else None


@dataclass(frozen=True)
class Guarded:
    """A model and its fields that the public reads (`words`), with those that say where they are read (`bound`).

    With drafts, a row that is not `live` shows nothing. Without, words that are empty say nothing, so nobody has to
    approve that they are emptied, if `may_empty`. `owner` gives the number of the department whose people decide, None
    for the province's; `deciders` are their roles, `provincial` the roles of the province that decide besides.
    """

    model: type
    words: tuple
    bound: tuple = ()
    has_drafts: bool = False
    may_empty: bool = False
    owner: Callable = department_of
    home: Callable = home_of_department
    deciders: tuple = DECIDERS
    provincial: tuple = field(default=())

    @property
    def label(self):
        """By what records name the model."""
        return self.model._meta.label_lower

    @property
    def names(self):
        """The fields that were approved together."""
        return (*self.words, *self.bound)


_registered = {}


def register(guarded):
    """Register a model whose words are approved one object at a time, without drafts."""
    _registered[guarded.label] = guarded
    all_guarded.cache_clear()


@cache
def all_guarded():
    """Everything that is guarded, by label: what was registered, and every model with drafts that can be guarded."""
    drafts = (of_drafts(model) for model in draft_models(apps.get_models()) if not unguardable(model))
    return {**{guarded.label: guarded for guarded in drafts}, **_registered}


def guarded_for(model):
    """What is known of the model, or None."""
    return all_guarded().get(model._meta.label_lower)


def draft_models(models):
    """The models among `models` that have a public state and are no pages."""
    return [model for model in models if issubclass(model, DraftStateMixin) and not issubclass(model, Page)]


def of_drafts(model):
    """How a model with drafts is guarded: everything of it that its editors decide."""
    fields = (each.name for each in model._meta.concrete_fields)
    return Guarded(model, tuple(name for name in fields if name not in TEXT_BOOKKEEPING), has_drafts=True)


def unguardable(model):
    """Why the gate cannot guard a model with drafts, in a sentence for its programmer; '' for what it can."""
    if model._meta.parents or get_all_child_relations(model) or model._meta.many_to_many:
        return "it has rows in other tables"
    if not isinstance(model._meta.pk, BigAutoField):
        return "its primary key is no BigAutoField"
    if not any(each.name == "department" for each in model._meta.concrete_fields):
        return "it has no department whose people decide"
    return ""
