"""The triggers of files: what a public page shows is neither exchanged nor deleted, and what it shows is on record."""

from wagtail.models import Page

from cms.approval.gate.files import SHOWN
from cms.approval.gate.triggers.pages import PASSAGES, passage_of, quoted
from cms.approval.models import ShownFile
from cms.content.models import PictureRendition
from cms.triggers.registry import Trigger, register

PAGES = Page._meta.db_table
SHELF = ShownFile._meta.db_table

FILE = "publish gate: a file that a public page shows stays as it was approved"
SHELVED = "publish gate: which files a public page shows is written by its publication alone"


@register
def file_triggers():
    """Files and pictures that a public page shows."""
    for model, names in SHOWN.items():
        table = model._meta.db_table
        columns = ("file", *names)
        changes = [f"(NEW.{name} {{differs}} OLD.{name} AND OLD.{name} <> '')" for name in map(quoted, columns)]
        common = {"table": table, "message": FILE, "reads": (PAGES, PASSAGES, SHELF)}
        shown = shown_in_public(model._meta.model_name, "OLD.id")
        yield Trigger(
            name=f"gate_{table}_update",
            event="UPDATE",
            columns=columns,
            when=" OR ".join(changes),
            query=shown,
            **common,
        )
        yield Trigger(name=f"gate_{table}_delete", event="DELETE", query=shown, **common)


@register
def rendition_triggers():
    """The sizes of a picture, which are what a visitor sees of it; they are made anew, never pointed elsewhere."""
    table = PictureRendition._meta.db_table
    columns = ("file", "image_id", "filter_spec")
    yield Trigger(
        name=f"gate_{table}_update",
        table=table,
        event="UPDATE",
        columns=columns,
        when=" OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in map(quoted, columns)),
        query=f"{_on_show('OLD.image_id')} OR {_on_show('NEW.image_id')}",
        message=FILE,
        reads=(PAGES, PASSAGES, SHELF),
    )


@register
def shelf_triggers():
    """The rows that say what a page shows: added in its passage, taken off in it or when the page is not public."""
    common = {"table": SHELF, "message": SHELVED, "reads": (PAGES, PASSAGES)}
    yield Trigger(
        name="gate_shelf_insert",
        event="INSERT",
        query=f"NOT EXISTS (SELECT 1 FROM {PAGES} p WHERE p.id = NEW.page_id "
        f"AND {passage_of('p.id', 'p.alias_of_id')})",
        **common,
    )
    yield Trigger(name="gate_shelf_update", event="UPDATE", **common)
    yield Trigger(
        name="gate_shelf_delete",
        event="DELETE",
        query=f"EXISTS (SELECT 1 FROM {PAGES} p WHERE p.id = OLD.page_id AND p.live "
        f"AND NOT {passage_of('p.id', 'p.alias_of_id')})",
        **common,
    )


def shown_in_public(kind, number):
    """SQL: a public page without a passage shows the file."""
    return (
        f"EXISTS (SELECT 1 FROM {SHELF} s JOIN {PAGES} p ON p.id = s.page_id WHERE s.kind = '{kind}' "
        f"AND s.file_id = {number} AND p.live AND NOT {passage_of('p.id', 'p.alias_of_id')})"
    )


def _on_show(number):
    return shown_in_public("picture", number)
