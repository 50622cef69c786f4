"""The triggers of everything that a public page consists of: its rows, its child rows, its relations.

Columns are of three kinds. What people wrote (`shown`) is written only through a passage of this page, which needs an
approval in force. What follows from the tree (`placed`: address, department, shown date) is written only while some
passage is open. The rest is bookkeeping and says nothing to a visitor.
"""

from django.apps import apps
from django.db.models import SET_NULL
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Page

from cms.approval.gate.fingerprint import BOOKKEEPING
from cms.approval.models import Approval, Passage
from cms.triggers.registry import Trigger, register

PAGES = Page._meta.db_table
PASSAGES = Passage._meta.db_table
APPROVALS = Approval._meta.db_table
ROOT = "0" * (Page.steplen - 1) + "1"

PLACED_ON_PAGES = ("path", "url_path", "first_published_at", "last_published_at")
SHOWN_ON_PAGES = ("alias_of", "content_type", "locale", "translation_key")

NO_APPROVAL = "publish gate: public content is written by its approved publication alone"
NO_PLACE = "publish gate: addresses, dates and places of public pages are written by the application alone"
NO_PASSAGE = "publish gate: no approval in force for this passage"

SOME_PASSAGE = f"EXISTS (SELECT 1 FROM {PASSAGES})"
LATER_END = "(OLD.expire_at IS NOT NULL AND (NEW.expire_at IS NULL OR NEW.expire_at > OLD.expire_at))"
IS_ROOT = f"(NEW.path = '{ROOT}' AND NEW.url_path = '/')"


def passage_of(number, source):
    """SQL: a passage is open for the page of the number, or for the one that it is an alias of."""
    return f"EXISTS (SELECT 1 FROM {PASSAGES} g WHERE g.page_id = {number} OR g.page_id = {source})"


def refused_for(*numbers):
    """SQL: a page of one of the numbers is public and no passage is open for it."""
    return (
        f"EXISTS (SELECT 1 FROM {PAGES} p WHERE p.id IN ({', '.join(numbers)}) AND p.live "
        f"AND NOT {passage_of('p.id', 'p.alias_of_id')})"
    )


def out_of_place_for(*numbers):
    """SQL: a page of one of the numbers is public and no passage at all is open."""
    return f"NOT {SOME_PASSAGE} AND EXISTS (SELECT 1 FROM {PAGES} p WHERE p.id IN ({', '.join(numbers)}) AND p.live)"


def page_models():
    """Every page type with a table of its own below that of `Page`."""
    models = (model for model in apps.get_models() if issubclass(model, Page) and model is not Page)
    return [model for model in models if not model._meta.proxy]


@register
def page_triggers():
    """The table of all pages."""
    fields = Page._meta.local_concrete_fields
    shown = [field for field in fields if field.name not in BOOKKEEPING or field.name in SHOWN_ON_PAGES]
    words = [field for field in shown if field.name != "expire_at"]
    placed = [field for field in fields if field.name in PLACED_ON_PAGES]
    common = {"table": PAGES, "reads": (PASSAGES,)}
    yield Trigger(
        name=f"gate_{PAGES}_insert",
        event="INSERT",
        when=f"NEW.live AND NOT {IS_ROOT}",
        query=f"NOT {passage_of('NEW.id', 'NEW.alias_of_id')}",
        message=NO_APPROVAL,
        **common,
    )
    yield Trigger(
        name=f"gate_{PAGES}_update",
        event="UPDATE",
        columns=("live", *(field.column for field in shown)),
        when=f"NEW.live AND NOT {IS_ROOT} AND (NOT OLD.live OR {LATER_END} OR {' OR '.join(map(differs, words))})",
        query=f"NOT {passage_of('NEW.id', 'OLD.alias_of_id')}",
        message=NO_APPROVAL,
        **common,
    )
    yield Trigger(
        name=f"gate_{PAGES}_place",
        event="UPDATE",
        columns=tuple(field.column for field in placed),
        when=f"NEW.live AND OLD.live AND ({' OR '.join(map(differs, placed))})",
        query=f"NOT {SOME_PASSAGE}",
        message=NO_PLACE,
        **common,
    )


@register
def type_triggers():
    """The tables of the page types."""
    for model in page_models():
        table, key = model._meta.db_table, model._meta.pk.column
        derived = getattr(model, "derived_fields", ())
        fields = model._meta.local_concrete_fields
        shown = [field for field in fields if field.name not in derived]
        placed = [field for field in fields if field.name in derived]
        common = {"table": table, "reads": (PASSAGES, PAGES)}
        numbers = (f"NEW.{quoted(key)}", f"OLD.{quoted(key)}")
        yield Trigger(
            name=f"gate_{table}_insert", event="INSERT", query=refused_for(numbers[0]), message=NO_APPROVAL, **common
        )
        yield Trigger(
            name=f"gate_{table}_update",
            event="UPDATE",
            columns=tuple(field.column for field in shown),
            when=any_differs(shown),
            query=refused_for(*numbers),
            message=NO_APPROVAL,
            **common,
        )
        placed_when = " OR ".join([*(differs(field) for field in placed), *emptied(shown)])
        if placed_when:
            yield Trigger(
                name=f"gate_{table}_place",
                event="UPDATE",
                columns=tuple(field.column for field in (*placed, *clearable(shown))),
                when=placed_when,
                query=out_of_place_for(*numbers),
                message=NO_PLACE,
                **common,
            )


@register
def part_triggers():
    """The child rows and relations of pages. What goes with a deleted page or subject goes while a passage is open."""
    for table, column in parts():
        common = {"table": table, "reads": (PASSAGES, PAGES)}
        new, old = f"NEW.{quoted(column)}", f"OLD.{quoted(column)}"
        yield Trigger(
            name=f"gate_{table}_insert", event="INSERT", query=refused_for(new), message=NO_APPROVAL, **common
        )
        yield Trigger(
            name=f"gate_{table}_update", event="UPDATE", query=refused_for(new, old), message=NO_APPROVAL, **common
        )
        yield Trigger(
            name=f"gate_{table}_delete", event="DELETE", query=out_of_place_for(old), message=NO_PLACE, **common
        )


@register
def passage_triggers():
    """The passages themselves: one for a page needs its approval, and none is rewritten."""
    in_force = (
        f"EXISTS (SELECT 1 FROM {APPROVALS} a WHERE a.page_id = NEW.page_id "
        "AND a.fingerprint = NEW.fingerprint AND a.ended_at IS NULL)"
    )
    yield Trigger(
        name="gate_passage_insert",
        table=PASSAGES,
        event="INSERT",
        when="NEW.page_id IS NOT NULL",
        query=f"NOT {in_force}",
        message=NO_PASSAGE,
        reads=(APPROVALS,),
    )
    yield Trigger(name="gate_passage_update", table=PASSAGES, event="UPDATE", message=NO_PASSAGE)


def parts():
    """Tables of what belongs to a page beside its own rows, and the column that names the page."""
    found = set()
    for model in page_models():
        for relation in get_all_child_relations(model):
            if relation.get_accessor_name() not in BOOKKEEPING:
                found.add((relation.related_model._meta.db_table, relation.field.column))
        for field in get_all_child_m2m_relations(model):
            found.add((field.m2m_db_table(), field.m2m_column_name()))
    return sorted(found)


def clearable(fields):
    """References that the deletion of what they name empties by itself."""
    return [field for field in fields if field.remote_field and field.remote_field.on_delete is SET_NULL]


def emptied(fields):
    return [f"({differs(field)} AND NEW.{quoted(field.column)} IS NULL)" for field in clearable(fields)]


def differs(field):
    """SQL: the column changes."""
    return f"NEW.{quoted(field.column)} {{differs}} OLD.{quoted(field.column)}"


def any_differs(fields):
    """SQL: one of the columns changes; that a deletion empties a reference is no change of what people wrote."""
    empties = clearable(fields)
    changes = [
        f"({differs(field)} AND NEW.{quoted(field.column)} IS NOT NULL)" if field in empties else differs(field)
        for field in fields
    ]
    return " OR ".join(changes)


def quoted(name):
    """The name as both databases quote it."""
    return f'"{name}"'
