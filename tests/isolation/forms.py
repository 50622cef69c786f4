"""Forms as a person finds them on a page, and the same with another department's objects in their fields."""

from dataclasses import dataclass, field

from django.forms import ModelChoiceField, ModelMultipleChoiceField
from lxml import html
from wagtail.blocks import FieldBlock
from wagtail.blocks.base import BlockField

from tests.isolation.filling import objects_of

MOST_FIELDS = 20
BUTTONS = ("submit", "button", "reset", "image")


@dataclass
class FoundForm:
    """What a form would send as it stands, and the model behind each field that names an object."""

    data: dict
    models: dict = field(default_factory=dict)


def own_form(answer):
    """The longest form of the page that is sent by POST, or None."""
    if answer.status_code != 200 or "<form" not in answer.text_seen:
        return None
    try:
        forms = [form for form in html.fromstring(answer.text_seen.encode()).forms if form.method == "POST"]
    except ValueError:
        return None
    if not forms:
        return None
    longest = max(forms, key=lambda form: len(form.fields))
    return FoundForm(sent(longest) | dict(_streams(answer)), dict(_models(answer)))


def sent(form):
    """Names and values that a browser would send."""
    data = {}
    for element in form.inputs:
        name, kind = element.get("name"), element.get("type")
        if not name or kind in (*BUTTONS, "file") or element.get("disabled") is not None:
            continue
        if kind in ("checkbox", "radio"):
            if element.get("checked") is not None:
                data.setdefault(name, []).append(element.get("value", "on"))
        elif element.tag == "select":
            chosen = element.value
            values = list(chosen) if element.multiple else [chosen] if chosen is not None else []
            data.setdefault(name, []).extend(values)
        else:
            data.setdefault(name, []).append(element.value or "")
    return data


def _form_of(answer):
    contexts = answer.context or []
    return next((layer["form"] for context in contexts for layer in context.dicts if "form" in layer), None)


def _streams(answer):
    """What the editor's script would send of a stream: its blocks of one field each."""
    form = _form_of(answer)
    for name, each in getattr(form, "fields", {}).items():
        if not isinstance(each, BlockField):
            continue
        blocks = [block for block in form.initial.get(name) or () if isinstance(block.block, FieldBlock)]
        yield f"{name}-count", [str(len(blocks))]
        for place, block in enumerate(blocks):
            start = f"{name}-{place}"
            yield f"{start}-type", [block.block_type]
            yield f"{start}-order", [str(place)]
            yield f"{start}-deleted", [""]
            yield f"{start}-id", [block.id or ""]
            yield f"{start}-value", [block.block.field.widget.format_value(block.block.value_for_form(block.value))]


def _models(answer):
    form = _form_of(answer)
    for part in [form, *_formsets(form)]:
        for name, each in getattr(part, "fields", {}).items():
            if isinstance(each, ModelChoiceField | ModelMultipleChoiceField):
                yield part.add_prefix(name), each.queryset.model


def _formsets(form):
    for formset in getattr(form, "formsets", {}).values():
        yield formset.empty_form


def planted(form, foreign):
    """The form as often as it has fields that name an object, each time with one of the other's objects in one."""
    for name, model in list(form.models.items())[:MOST_FIELDS]:
        for each in objects_of(foreign, model)[:2]:
            yield {**form.data, name: [str(each.pk)]}
