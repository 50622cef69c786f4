"""Two versions of a page, field by field, in the order of the editor."""

from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.compare import (
    ChildRelationComparison,
    ChoiceFieldComparison,
    ForeignObjectComparison,
    M2MFieldComparison,
    RichTextFieldComparison,
    StreamFieldComparison,
)

from cms.approval.compare.blocks import BlockComparison
from cms.approval.compare.names import Names
from cms.approval.compare.parts import MOVED, Bounds, Comparison, Row, Section, labelled
from cms.approval.compare.values import changed_values, changed_words, readable
from cms.approval.gate.fingerprint import BOOKKEEPING

MOST_CHILDREN = 60


def compare_pages(old, new, request, bounds=None):
    """What `new` changes of `old`; with None for `old`, everything that the new page says."""
    return PageComparison(old, new, request, bounds or Bounds()).result()


class PageComparison:
    """Asks Wagtail which fields differ, and shows each in its own way."""

    def __init__(self, old, new, request, bounds):
        self.old, self.new, self.request, self.bounds = old, new, request, bounds
        self.names = Names(old, new)
        self.blocks = BlockComparison(self.names, bounds)

    def result(self):
        """The whole comparison, within its bounds."""
        sections = [self._section(label, rows) for label, rows in self._fields()]
        return Comparison([section for section in sections if section.rows], self.old is None, self.bounds.left_out)

    def _section(self, label, rows):
        unrepeated = [replace(row, label="") if row.label == str(label) else row for row in rows]
        return Section(label, self.bounds.admit(unrepeated))

    def _fields(self):
        panel = self.new.get_edit_handler().get_bound_panel(instance=self.new, request=self.request, form=None)
        seen = set()
        for comparison in panel.get_comparison():
            compared = comparison(self.old or self.new, self.new)
            seen.add(_name(compared))
            if self.old is None or compared.has_changed():
                yield compared.field_label(), self._rows(compared)
        yield from self._beside_the_editor(seen)

    def _beside_the_editor(self, seen):
        """What no panel shows but everybody would see: it is told as it is stored, never left out."""
        if self.old is None:
            return
        before, after = self.old.serializable_data(), self.new.serializable_data()
        passed = BOOKKEEPING.union(getattr(self.new, "derived_fields", ()), seen)
        for name, value in after.items():
            if name not in passed and not name.endswith("_ptr") and value != before.get(name):
                label = _label_of(type(self.new), name)
                yield label, changed_values(readable(before.get(name)), readable(value), self.bounds)

    def _rows(self, compared):
        if isinstance(compared, ChildRelationComparison):
            return self._children(compared)
        old, new = (None if self.old is None else compared.val_a), compared.val_b
        if isinstance(compared, StreamFieldComparison):
            return self.blocks.rows(compared.field.stream_block, old, new)
        if isinstance(compared, RichTextFieldComparison):
            return changed_words(old, new, self.names, self.bounds)
        return changed_values(*self._shown(compared, old, new), self.bounds)

    def _shown(self, compared, old, new):
        if isinstance(compared, ForeignObjectComparison):
            return [_object_of(compared.field, number) for number in (old, new)]
        if isinstance(compared, ChoiceFieldComparison):
            labels = dict(compared.field.flatchoices)
            return [labels.get(value, value) for value in (old, new)]
        if isinstance(compared, M2MFieldComparison):
            return [sorted(str(one) for one in value or ()) for value in (old, new)]
        return old, new

    def _children(self, compared):
        """Attachments, relations and the like, one by one."""
        before, after = ([*side.all()] for side in (compared.val_a, compared.val_b))
        if self.old is None:
            pairs = [(None, child, 0) for child in after]
        elif len(before) * len(after) > MOST_CHILDREN**2:
            pairs = [*((child, None, 0) for child in before), *((None, child, 0) for child in after)]
        else:
            pairs = [(one.obj_a, one.obj_b, one.get_position_change()) for one in compared.get_child_comparisons()]
        return [row for pair in pairs for row in self._child(compared, *pair)]

    def _child(self, compared, old, new, places):
        rows = []
        for make in compared.field_comparisons:
            field = make(old or new, new or old)
            if old is None or new is None or field.has_changed():
                values = self._shown(field, field.val_a if old else None, field.val_b if new else None)
                found = changed_values(*values, self.bounds)
                rows.extend(labelled(found, str(field.field_label())))
        if places:
            return [Row(MOVED, note=_("Moved to another place: %(text)s") % {"text": _child_name(new)}), *rows]
        return rows


def _object_of(field, number):
    return field.related_model._default_manager.filter(pk=number).first() if number else None


def _name(compared):
    field = compared.field
    return getattr(field, "related_name", None) or field.name


def _label_of(model, name):
    fields = {field.name: field for field in model._meta.get_fields()}
    return capfirst(getattr(fields.get(name), "verbose_name", name.replace("_", " ")))


def _child_name(child):
    return readable(
        getattr(child, "title", "") or getattr(child, "attachment", None) or getattr(child, "target", child)
    )
