"""What exactly was approved: a hash of everything of a page that its editors decide.

Bookkeeping is left out: numbers of rows, places in the tree, dates that the system writes. So the same content has
the same fingerprint as a draft, in a revision and as the public page. What is empty is left out as well: a field that
a later release adds changes nothing about what was approved before.
"""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import DecimalField
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.fields import StreamField

BOOKKEEPING = frozenset(
    [
        "pk",
        "id",
        "path",
        "depth",
        "numchild",
        "url_path",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "live_revision",
        "latest_revision",
        "latest_revision_created_at",
        "go_live_at",
        "expire_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "owner",
        "draft_title",
        "translation_key",
        "locale",
        "alias_of",
        "content_type",
        "page",
        "wagtail_admin_comments",
    ]
)
ROW_NUMBERS = ("pk", "id", "page")


def fingerprint(page):
    """The fingerprint of a page object as it stands in memory."""
    return fingerprint_of(type(page), page.serializable_data())


def fingerprint_of_revision(revision):
    """The fingerprint of what a revision holds."""
    model = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    return fingerprint_of(model, revision.content)


def fingerprint_of(model, content, besides=()):
    """The fingerprint of the serialised content of a page of the type, without the fields named in `besides`."""
    shape = _shape(model)
    facts = {}
    for name, value in content.items():
        if name in shape.left_out or name in besides or name.endswith("_ptr"):
            continue
        if name in shape.streams:
            value = _stream(value)
        elif name in shape.sets:
            value = sorted(value or ())
        elif name in shape.decimals:
            value = _decimal(value)
        else:
            value = _nested(value, shape.decimals_within.get(name, ()))
        if not _is_empty(value):
            facts[name] = value
    text = json.dumps(facts, sort_keys=True, cls=DjangoJSONEncoder, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Shape:
    """The fields of a page type that say nothing, are streams, sets or decimal numbers, and those of its parts."""

    left_out: frozenset
    streams: frozenset
    sets: frozenset
    decimals: frozenset
    decimals_within: dict


@cache
def _shape(model):
    return Shape(
        left_out=BOOKKEEPING.union(getattr(model, "derived_fields", ())),
        streams=_names_of(StreamField, model),
        sets=frozenset(field.name for field in get_all_child_m2m_relations(model)),
        decimals=_names_of(DecimalField, model),
        decimals_within={
            relation.get_accessor_name(): _names_of(DecimalField, relation.related_model)
            for relation in get_all_child_relations(model)
        },
    )


def _names_of(field_class, model):
    return frozenset(field.name for field in model._meta.concrete_fields if isinstance(field, field_class))


def _is_empty(value):
    return value is None or value is False or value in ("", [], {})


def _stream(value):
    """A stream is stored as JSON within JSON; only its meaning counts."""
    return json.loads(value) if isinstance(value, str) and value else value


def _decimal(value):
    """12.5 is 12.5000: the database gives back as many places as the column has."""
    return None if value in (None, "") else f"{Decimal(value).normalize():f}"


def _nested(value, decimals=()):
    if isinstance(value, dict):
        return {
            name: _decimal(part) if name in decimals else _nested(part)
            for name, part in value.items()
            if name not in ROW_NUMBERS
        }
    if isinstance(value, list):
        return [_nested(part, decimals) for part in value]
    return value
