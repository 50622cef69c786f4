"""The content of a page as Wagtail's `serializable_data` gives it, read without its detours.

Wagtail asks each field and each relation anew how it is serialised; for thousands of pages of one type that is known.
"""

import datetime
from decimal import Decimal
from functools import cache

from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations

from cms.approval.gate.fingerprint import BOOKKEEPING

PLAIN = (str, int, bool, float, Decimal, datetime.date, type(None))


def new_content(page, **children):
    """The content of a page that was never stored; `children` are its child rows, serialised, where it has any."""
    content = row_content(page)
    content |= {name: [] for name in _relations(type(page))}
    return content | children


def row_content(page):
    """What the page's own row holds."""
    content = {"pk": page.pk}
    for name, attname, field in _fields(type(page)):
        value = getattr(page, attname)
        if field is not None and type(value) not in PLAIN:
            moment = type(value) is datetime.datetime
            value = value.astimezone(datetime.UTC) if moment else field.value_to_string(page)
        content[name] = value
    return content


def is_same(page, content):
    """Whether the page, read whole, holds the content of a revision. False may mean that only a hash can tell."""
    left_out = BOOKKEEPING.union(getattr(page, "derived_fields", ()))
    for name, value in row_content(page).items():
        if name not in left_out and not name.endswith("_ptr") and _as_stored(value) != content.get(name):
            return False
    return all(
        name in left_out or not (content.get(name) or getattr(page, name).all()) for name in _relations(type(page))
    )


def _as_stored(value):
    """A value as it comes back out of a revision."""
    return value.isoformat() if type(value) is datetime.date else value


@cache
def _fields(model):
    """Name, attribute and, unless it is a relation, field of each column."""
    return [
        (field.name, field.attname, field if field.remote_field is None else None)
        for field in model._meta.fields
        if field.serialize
    ]


@cache
def _relations(model):
    children = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    return [*children, *(field.name for field in get_all_child_m2m_relations(model) if field.serialize)]
