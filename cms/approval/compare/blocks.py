"""Two values of a block, whatever it is made of."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText

from cms.approval.compare.pairing import Part, paired
from cms.approval.compare.parts import CHANGED, MOVED, SKIPPED, Row, labelled
from cms.approval.compare.tables import table_rows
from cms.approval.compare.values import changed_values, changed_words, readable

DEEPEST = 8


class BlockComparison:
    """Walks both values side by side; what is equal is counted, what differs becomes rows."""

    def __init__(self, names, bounds):
        self.names = names
        self.bounds = bounds

    def rows(self, block, old, new, depth=0):
        """Rows for what differs between two values of the block; None stands for no value."""
        if depth > DEEPEST or stored(block, old) == stored(block, new):
            return []
        rows = self._rows(block, old, new, depth)
        if not rows and old is not None and new is not None:
            return [Row(CHANGED, note=_("Changed in a way that does not show in the words."))]
        return rows

    def _rows(self, block, old, new, depth):
        if isinstance(block, blocks.BaseStreamBlock):
            return self._sequence(_stream_parts(old), _stream_parts(new), depth)
        if isinstance(block, blocks.ListBlock):
            return self._sequence(_list_parts(block, old), _list_parts(block, new), depth)
        if isinstance(block, blocks.BaseStructBlock):
            return self._struct(block, old, new, depth)
        if isinstance(block, TableBlock):
            return table_rows(old, new, self.bounds)
        if isinstance(block, blocks.RichTextBlock):
            return changed_words(_source(old), _source(new), self.names, self.bounds)
        return changed_values(self._shown(block, old), self._shown(block, new), self.bounds)

    def _struct(self, block, old, new, depth):
        rows = []
        for name, child in block.child_blocks.items():
            values = [value.get(name) if value else None for value in (old, new)]
            if None in values and _says_nothing(child, values):
                continue
            found = self.rows(child, *values, depth + 1)
            rows.extend(found if _is_text(child) else labelled(found, str(child.label)))
        return rows

    def _sequence(self, old, new, depth):
        rows, same = [], 0
        for pair in paired(old, new):
            found = self._pair(pair, depth)
            if not found:
                same += 1
                continue
            if same:
                rows.append(Row(SKIPPED, number=same, note=_("blocks")))
                same = 0
            rows.extend(found)
        return [*rows, Row(SKIPPED, number=same, note=_("blocks"))] if same and rows else rows

    def _pair(self, pair, depth):
        block, label = (pair.new or pair.old).value[:2]
        values = [part.value[2] if part else None for part in (pair.old, pair.new)]
        found = self.rows(block, *values, depth + 1)
        if pair.moved:
            found = [
                Row(MOVED, note=_("Moved to another place: %(text)s") % {"text": _brief(block, values[1])}),
                *found,
            ]
        return labelled(found, label)

    def _shown(self, block, value):
        """What a value of a simple block is called; a picture or a file stays itself."""
        if value is None or isinstance(block, (ImageChooserBlock, DocumentChooserBlock)):
            return value
        if isinstance(block, blocks.PageChooserBlock):
            return self.names.page(getattr(value, "pk", value))
        if isinstance(block, blocks.ChooserBlock):
            return str(value)
        choices = dict(_flat(getattr(block.field, "choices", ()))) if isinstance(block, blocks.FieldBlock) else {}
        if isinstance(value, (list, tuple)):
            return [choices.get(one, one) for one in value]
        return choices.get(value, value) if choices else value


def stored(block, value):
    """The value as the database holds it, without identities, so that two can be compared."""
    return None if value is None else _content(block.get_prep_value(value))


def _content(value):
    if isinstance(value, list):
        return [_content(one["value"]) if _is_item(one) else _content(one) for one in value]
    if isinstance(value, dict):
        return {name: _content(one) for name, one in value.items() if not (name == "id" and "type" in value)}
    return value


def _is_item(value):
    return isinstance(value, dict) and value.get("type") == "item"


def _stream_parts(stream):
    return [
        _part(child.id, child.block_type, child.block, str(child.block.label), child.value) for child in stream or ()
    ]


def _list_parts(block, values):
    children = getattr(values, "bound_blocks", None) or ()
    return [
        _part(getattr(child, "original_id", None), "item", block.child_block, "", child.value) for child in children
    ]


def _part(identity, kind, block, label, value):
    content = json.dumps(stored(block, value), sort_keys=True, cls=DjangoJSONEncoder)
    return Part(identity, kind, content, (block, label, value))


def _says_nothing(block, values):
    """Whether a choice of a block that came or went is the one that every block begins with."""
    return isinstance(block, (blocks.ChoiceBlock, blocks.BooleanBlock)) and block.get_default() in values


def _is_text(block):
    return isinstance(block, blocks.RichTextBlock)


def _source(value):
    return value.source if isinstance(value, RichText) else str(value or "")


def _flat(choices):
    for value, label in choices if not callable(choices) else ():
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield value, label


def _brief(block, value):
    text = " ".join(block.get_searchable_content(value)) or readable(value)
    return text[:60]
