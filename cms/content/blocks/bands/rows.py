from django.apps import apps
from django.forms import CheckboxSelectMultiple
from wagtail.blocks import MultipleChoiceBlock


class RowsBlock(MultipleChoiceBlock):
    """Some of the rows of a small table, kept as their numbers so that rendering them asks the database nothing."""

    def __init__(self, target_model, **kwargs):
        self.target_label = target_model
        kwargs.setdefault("required", False)
        kwargs.setdefault("search_index", False)
        kwargs.setdefault("widget", CheckboxSelectMultiple)
        super().__init__(choices=self._rows, **kwargs)

    @property
    def target_model(self):
        """The table that is chosen from."""
        return apps.get_model(self.target_label)

    def _rows(self):
        return [(str(row.pk), str(row)) for row in self.target_model._default_manager.all()]

    def normalize_choice(self, value):
        """A number is a number; comparing it with the table's rows would read them for every band of a page."""
        return str(value)

    def value_from_form(self, value):
        """Sorted, so that the same choice is always the same content."""
        return sorted(value, key=int) if value and all(str(part).isdecimal() for part in value) else value

    def extract_references(self, value):
        """A row that a band names shows where it is used."""
        for number in value or ():
            yield self.target_model, str(number), "", ""

    def deconstruct(self):
        return ("cms.content.blocks.bands.rows.RowsBlock", [self.target_label], {})


def numbers(chosen):
    """The chosen rows' numbers."""
    return tuple(int(number) for number in chosen or () if str(number).isdecimal())
