"""What exactly was approved: a hash of everything of a page that its editors decide.

Bookkeeping is left out: numbers of rows, places in the tree, dates that the system writes. So the same content has
the same fingerprint as a draft, in a revision and as the public page.
"""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
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


def fingerprint(page):
    """The fingerprint of a page object as it stands in memory."""
    return fingerprint_of(type(page), page.serializable_data())


def fingerprint_of_revision(revision):
    """The fingerprint of what a revision holds."""
    return fingerprint_of(revision.content_type.model_class(), revision.content)


def fingerprint_of(model, content):
    """The fingerprint of the serialised content of a page of the type."""
    derived = frozenset(getattr(model, "derived_fields", ()))
    streams = {field.name for field in model._meta.get_fields() if isinstance(field, StreamField)}
    facts = {
        name: _stream(value) if name in streams else _nested(value)
        for name, value in content.items()
        if name not in BOOKKEEPING and name not in derived and not name.endswith("_ptr")
    }
    text = json.dumps(facts, sort_keys=True, cls=DjangoJSONEncoder, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _stream(value):
    """A stream is stored as JSON within JSON; only its meaning counts."""
    return json.loads(value) if isinstance(value, str) and value else value


def _nested(value):
    if isinstance(value, dict):
        return {name: _nested(part) for name, part in value.items() if name not in ("pk", "id", "page")}
    if isinstance(value, list):
        return [_nested(part) for part in value]
    return value
