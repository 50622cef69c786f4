"""What a form names by number must be one's own, or public, or have been there before.

Wagtail's choosers keep to what may be chosen, but a form takes any number: planted, it would show another
department's draft or picture in one's own editor, and publish another's file with one's own page.
"""

from django.core.exceptions import BadRequest, ValidationError
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.forms.formsets import ORDERING_FIELD_NAME
from django.http import Http404
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.blocks import BlockField
from wagtail.models import Page, ReferenceIndex, get_page_models
from wagtail.rich_text import extract_references_from_rich_text

from cms.access.fence.narrowed.media import files_of, policies
from cms.access.fence.raw_forms import MeasuredCopyForm
from cms.access.fence.rules import numbers
from cms.access.fence.standing import public_pages, within
from cms.access.tenancy import is_tenant

# How Wagtail's widgets give up on blocks without their counts, running text that is none, and numbers that are words.
UNREADABLE = (
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    ValidationError,
    RecursionError,
)
SEE = ("add", "change", "delete", "publish", "lock", "unlock", "view")


def named_by(form):
    """Model and number of everything that the sent form names, in fields, blocks, running text and rows below it."""
    for name, field in form.fields.items():
        if field.disabled:
            continue
        sent = form[name].data
        if isinstance(field, ModelMultipleChoiceField):
            yield from ((field.queryset.model, value) for value in sent or ())
        elif isinstance(field, ModelChoiceField):
            yield from [(field.queryset.model, sent)] if sent else []
        elif isinstance(field, BlockField):
            yield from ((model, number) for model, number, *_place in field.block.extract_references(sent))
        elif isinstance(field.widget, DraftailRichTextArea):
            yield from ((model, number) for model, number, *_place in extract_references_from_rich_text(sent or ""))
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            yield from named_by(row)


def readable(model, user):
    """What of the model the user may name; None where the model is nobody's own."""
    if issubclass(model, Page):
        return model.objects.filter(public_pages() | within(user))
    if model in policies():
        return files_of(user, model)
    viewset = getattr(model, "snippet_viewset", None)
    if not getattr(viewset, "is_seam", False):
        return None
    policy = viewset.permission_policy
    if hasattr(policy, "choosable"):
        return policy.choosable(user)
    return policy.instances_user_has_any_permission_for(user, SEE)


def foreign(form, user):
    """Model and number of what the form names and the user may not."""
    wanted = {}
    for model, value in named_by(form):
        number = numbers([value])
        if number:
            wanted.setdefault(model, set()).update(number)
    for model, found in wanted.items():
        own = readable(model, user)
        if own is not None:
            known = own.filter(pk__in=found).order_by().values_list("pk", flat=True)
            yield from ((model, number) for number in found - set(known))


def kept(instance):
    """Type and number of what the object named before."""
    if instance.pk is None:
        return set()
    return {(kind, number) for kind, number, *_place in ReferenceIndex._extract_references_from_object(instance)}


def base_type(model):
    """The number of the type under which references to the model are kept."""
    return ReferenceIndex._get_base_content_type(model).pk


def refuse_unreadable(form):
    """What no editor sends is answered as a bad request. Raises BadRequest."""
    for name, field in form.fields.items():
        is_order, is_chosen = name == ORDERING_FIELD_NAME, isinstance(field.widget, BaseChooser)
        if not (
            is_order or is_chosen or isinstance(field, BlockField) or isinstance(field.widget, DraftailRichTextArea)
        ):
            continue
        try:
            sent = form[name].data
            if is_order:
                int(sent)
            elif is_chosen and sent and numbers([sent]) is None:
                raise ValueError(name)
        except UNREADABLE as error:
            raise BadRequest(f"{name}: {type(error).__name__}") from error
    for row in rows_below(form):
        refuse_unreadable(row)


def rows_below(form):
    """The rows of the form's lists. Raises BadRequest where they are named by what is no number."""
    try:
        return [row for formset in getattr(form, "formsets", {}).values() for row in formset.forms]
    except UNREADABLE as error:
        raise BadRequest(type(error).__name__) from error


class OwnReferences:
    """A form of the editor that refuses what was planted as it refuses an address: there is no such thing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            refuse_unreadable(self)

    def full_clean(self):
        user = getattr(self, "for_user", None)
        if self.is_bound and user is not None and is_tenant(user):
            planted = {(base_type(model), str(number)) for model, number in foreign(self, user)}
            if planted and not planted <= kept(self.instance):
                raise Http404
        super().full_clean()


def guarded(form_class):
    """The form with the guard before it."""
    if issubclass(form_class, OwnReferences):
        return form_class
    return type(form_class.__name__, (OwnReferences, form_class), {})


def guard_page_forms():
    """Every page type's form in the editor."""
    for model in get_page_models():
        model.base_form_class = guarded(model.base_form_class)
        model.copy_form_class = MeasuredCopyForm
