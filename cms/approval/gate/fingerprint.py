"""What exactly was approved: a hash of everything of a page that its editors decide.

Bookkeeping is left out: numbers of rows, places in the tree, dates that the system writes. So the same content has
the same fingerprint as a draft, in a revision and as the public page. What is empty is left out as well: a field that
a later release adds changes nothing about what was approved before.

Files and pictures count by their hashes, and who may see the page counts. Subjects, departments and other records that
pages share count by their numbers, not by their text; what a list's rule finds does not count.
"""

import datetime
import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import DateTimeField, DecimalField
from django.utils.dateparse import parse_datetime
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.approval.gate import privacy
from cms.approval.gate.files import hashes_in

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
# The same of what is no page.
TEXT_BOOKKEEPING = frozenset(
    [
        "pk",
        "id",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "live_revision",
        "latest_revision",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
    ]
)
ROW_NUMBERS = ("pk", "id", "page")


def fingerprint(page):
    """The fingerprint of a page object as it stands in memory."""
    return fingerprint_of(type(page), page.serializable_data())


def fingerprint_of_revision(revision):
    """The fingerprint of what a revision holds, for those who may see the page where it stands now."""
    model = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    content = revision.content
    with privacy.read_once():
        if privacy.any_restriction():
            path = Page.objects.filter(pk=revision.object_id).values_list("path", flat=True).first()
            content = {**content, "path": path or content.get("path", "")}
        return fingerprint_of(model, content)


def fingerprint_of(model, content, besides=()):
    """The fingerprint of the serialised content of an object of the model, without the fields named in `besides`."""
    shape = _shape(model)
    facts, streams = {}, {}
    for name, value in content.items():
        if name in shape.left_out or name in besides or name.endswith("_ptr"):
            continue
        if name in shape.streams:
            value = streams[name] = _stream(value)
        elif name in shape.sets:
            value = sorted(value or ())
        elif name in shape.decimals:
            value = _decimal(value)
        elif name in shape.moments:
            value = _moment(value)
        else:
            value = _nested(value, shape.decimals_within.get(name, ()))
        if not _is_empty(value):
            facts[name] = value
    facts |= {name: value for name, value in _around(model, content, streams).items() if value}
    text = json.dumps(facts, sort_keys=True, cls=DjangoJSONEncoder, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _around(model, content, streams):
    """What is not in the content itself and yet decides what a visitor gets; the names are no names of fields."""
    files = {":files": hashes_in(model, content, streams)}
    return {**files, ":privacy": privacy.privacy_at(content.get("path", ""))} if issubclass(model, Page) else files


@dataclass(frozen=True)
class Shape:
    """The fields of a model that say nothing, are streams, sets, decimal numbers or moments, and of its parts."""

    left_out: frozenset
    streams: frozenset
    sets: frozenset
    decimals: frozenset
    moments: frozenset
    decimals_within: dict


@cache
def _shape(model):
    bookkeeping = BOOKKEEPING if issubclass(model, Page) else TEXT_BOOKKEEPING
    return Shape(
        left_out=bookkeeping.union(getattr(model, "derived_fields", ())),
        streams=_names_of(StreamField, model),
        sets=frozenset(field.name for field in get_all_child_m2m_relations(model)),
        decimals=_names_of(DecimalField, model),
        moments=_names_of(DateTimeField, model),
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


def _moment(value):
    """The same moment, in whatever zone and form it was written."""
    moment = parse_datetime(value) if isinstance(value, str) else value
    return moment.astimezone(datetime.UTC).isoformat() if moment else None


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
