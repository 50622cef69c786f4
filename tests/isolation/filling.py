"""What the parts of an address are filled with: objects of one department, or numbers that nothing has."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Model
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.admin.models import EditingSession
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail_localize.models import OverridableSegment, StringSegment

MISSING = 99_999_999
MOST = 6
PAGE_PARTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
MODEL_PARTS = ("model_name", "content_type_model_name")
WORDS = "草稿"


@dataclass(frozen=True)
class Filled:
    """An address with its parts filled, and the same with numbers that nothing has; '' where nothing is to compare.

    `model` is the label of what the address is about.
    """

    url: str
    missing: str = ""
    model: str = ""


class Filler:
    """Fills addresses with objects of one department."""

    def __init__(self, department):
        self.made = department
        self.pages = [department.draft, department.waiting, department.edited, department.public]

    @cached_property
    def public(self):
        """What the public sees anyway."""
        made = self.made
        return [made.public, made.edited, made.department, made.site, made.pick.column]

    def fill(self, address):
        """The addresses to try, at most six; with those that name objects in the query."""
        if address.name == "wagtail_bulk_action":
            yield from self._bulk(address)
            return
        choices = [self._values(address, part) for part in address.parts]
        if not all(choices):
            return
        for values in islice(product(*choices), MOST):
            filled = self._consistent(address, dict(zip(address.parts, values, strict=True)))
            url = address.url({part: number_of(value) for part, value in filled.items()})
            if url:
                yield Filled(url, self._missing(address, filled), label_of(address.model))
        if not address.parts:
            yield from self._queries(address)

    def _missing(self, address, filled):
        objects = [value for value in filled.values() if isinstance(value, Model)]
        if not objects or any(each in self.public for each in objects):
            return ""
        return address.url({part: number_of(value, MISSING) for part, value in filled.items()}) or ""

    def _queries(self, address):
        url, made = address.url({}), self.made
        if url is None:
            return
        yield Filled(f"{url}?{urlencode({'q': WORDS})}")
        named = {
            "collection_id": made.collection.pk,
            "parent_page": made.draft.pk,
            "parent_page_id": made.draft.pk,
            "new_parent_page": made.draft.pk,
            "user": made.people["webmaster"].pk,
            "page": made.draft.pk,
        }
        yield Filled(f"{url}?{urlencode(named)}", f"{url}?{urlencode(dict.fromkeys(named, MISSING))}")
        for each in objects_of(made, address.model)[:2]:
            if each not in self.public:
                yield Filled(f"{url}?id={each.pk}", f"{url}?id={MISSING}", label_of(address.model))

    def _bulk(self, address):
        for model in (Page, *sorted(bulk_models(), key=lambda each: each._meta.label)):
            label, name = model._meta.app_label, model._meta.model_name
            for action in bulk_action_registry.get_bulk_actions_for_model(label, name):
                url = address.url({"app_label": label, "model_name": name, "action": action.action_type})
                for each in objects_of(self.made, model)[:2]:
                    missing = "" if each in self.public else f"{url}?id={MISSING}"
                    yield Filled(
                        f"{url}?id={each.pk}&next=/admin/", missing and f"{missing}&next=/admin/", label_of(model)
                    )

    def _consistent(self, address, filled):
        """A step or a revision that belongs to the object beside it."""
        if {"task_state_id", "workflow_state_id", "task_id"} & filled.keys():
            for part in ("page_id", "pk"):
                if part in filled:
                    filled[part] = self._subject(address)
        return filled

    def _subject(self, address):
        return self.made.card_waiting if "contactcard" in address.name else self.made.waiting

    def _values(self, address, part):
        if part in ("pk", 0) and ("contactcard" in address.name or ":submit_snippet" in address.name):
            return [self.made.card]
        if part == "pk" and "snippets_api" in address.name:
            return [self.made.card]
        if part in PAGE_PARTS or (part == "pk" and ":pages:" in address.name) or part == 0:
            return self.pages
        if part in (1, "revision_id_a"):
            return ["earliest"]
        if part in (2, "revision_id_b"):
            return ["latest"]
        if part == "pk":
            return self._of_model(address)[:3]
        function = getattr(self, f"_{part}", None)
        if function is not None:
            return list(function(address))
        return self._words(address, part)

    def _task_state_id(self, address):
        return TaskState.objects.filter(workflow_state__object_id=self._subject(address).pk)

    def _workflow_state_id(self, address):
        return WorkflowState.objects.filter(object_id=self._subject(address).pk)

    def _revision_id(self, address):
        return Revision.objects.for_instance(self.made.card if "contactcard" in address.name else self.made.draft)[:1]

    def _item_id(self, _address):
        return self.made.batch.items.all()[:1]

    def _string_segment_id(self, _address):
        return StringSegment.objects.filter(source=self.made.source)[:1]

    def _overridable_segment_id(self, _address):
        return OverridableSegment.objects.filter(source=self.made.source)[:1]

    def _session_id(self, _address):
        return EditingSession.objects.filter(user=self.made.people["webmaster"])

    def _task_id(self, _address):
        return self.made.tasks

    def _workflow_pk(self, _address):
        return [self.made.workflow]

    def _collection_id(self, _address):
        return [self.made.collection]

    def _image_id(self, _address):
        return [self.made.picture]

    def _document_id(self, _address):
        return [self.made.attachment]

    _doc_id = _document_id

    def _uploaded_file_id(self, address):
        return self.made.uploads[:1] if "image" in address.name else self.made.uploads[1:]

    def _redirect_id(self, _address):
        return [self.made.redirect]

    def _department_id(self, _address):
        return [self.made.department]

    def _correction_id(self, _address):
        return [self.made.correction]

    def _batch_id(self, _address):
        return [self.made.batch]

    def _column_id(self, _address):
        return [self.made.pick.column]

    def _translation_source_id(self, _address):
        return [self.made.source]

    def _translation_id(self, _address):
        return [self.made.translation]

    def _of_model(self, address):
        """Objects of the view's model that are this department's; of a model without any, whatever there is."""
        made = self.made
        if address.model is None:
            found = {
                "wagtailadmin_workflows": [made.workflow, *made.tasks],
                "wagtailsettings": [made.site],
                "wagtailadmin_api:images": [made.picture],
                "wagtailadmin_api:documents": [made.attachment],
                "wagtailadmin_collections": [made.collection],
                "wagtailimages_chooser": [made.picture],
                "wagtaildocs_chooser": [made.attachment],
                "people_": list(made.people.values()),
            }
            return [each for name, objects in found.items() if address.name.startswith(name) for each in objects]
        return objects_of(made, address.model) or self._provinces(address.model)

    def _provinces(self, model):
        """Whatever there is of a model of which departments have nothing; it is nobody's secret."""
        found = list(model._default_manager.order_by("-pk")[:1])
        self.public.extend(found)
        return found

    def _words(self, address, part):
        """Parts that name a kind of object or an action."""
        made = self.made
        if part in ("app_label", "content_type_app_name", "app_name", *MODEL_PARTS):
            kind = KINDS.get(address.name.split(":")[0], KINDS["wagtailadmin_pages"])
            return [kind[part in MODEL_PARTS]]
        words = {
            "action_name": ["approve", "reject", "copy", "publish", "delete", "move"],
            "object_id": [made.draft],
            "label": ["content.contactcard"],
            "kind": ["person"],
            "key": [1],
            "number": [made.emergency if "emergency" in address.name else made.card_waiting],
            "mode": ["-"],
            "filter_spec": ["original"],
            "uidb64": [urlsafe_base64_encode(force_bytes(made.people["webmaster"].pk))],
            "token": ["set-password"],
        }
        return words.get(part, [])


def label_of(model):
    """The model's name, '' for none."""
    return model._meta.label if model else ""


def number_of(value, instead=None):
    """The number of an object, or another in its place; a word as it is."""
    return (value.pk if instead is None else instead) if isinstance(value, Model) else value


KINDS = {
    "wagtailadmin_pages": ("content", "articlepage"),
    "wagtailsettings": ("department_sites", "sitesettings"),
    "wagtail_localize": ("content", "contactcard"),
    "wagtailadmin_tag_model_autocomplete": ("taggit", "tag"),
    "wagtailadmin_workflows": ("approval", "reviewsteptask"),
    "wagtailadmin_editing_sessions": ("content", "articlepage"),
}


def objects_of(made, model):
    """What the department has of the model, the secret first."""
    if model is None:
        return []
    if issubclass(model, Page):
        return [made.draft, made.waiting, made.edited, made.public]
    found = []
    for value in vars(made).values():
        each_value = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else [value]
        found += [each for each in each_value if isinstance(each, model) and each not in found]
    return found


def bulk_models():
    """Every model that something can be done with in bulk."""
    return [
        model
        for model in apps.get_models()
        if not issubclass(model, Page)
        and bulk_action_registry.get_bulk_actions_for_model(model._meta.app_label, model._meta.model_name)
    ]
