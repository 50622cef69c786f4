"""Raw values of streams, as the database keeps them."""

import uuid

from wagtail.blocks import StreamValue

from cms.importing.cleaner import clean


def stream(model, field, parts):
    """The value of a stream field out of (type, value) pairs."""
    raw = [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in parts]
    return StreamValue(model._meta.get_field(field).stream_block, raw, is_lazy=True)


def body(model, html):
    """Simple HTML as the body of a page, by the same rules as an import."""
    return stream(model, "body", [(block["type"], block["value"]) for block in clean(html or "").blocks])


def entries(values):
    """A list as list blocks keep it, each entry with its own number."""
    return [{"type": "item", "value": value, "id": str(uuid.uuid4())} for value in values]


def lines(html):
    """The paragraphs and list items of simple HTML, one a line, for fields of plain text."""
    return clean(html or "").text
