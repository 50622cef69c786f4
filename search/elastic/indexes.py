"""The indexes in the engine: one is in use, under an alias; another may be in the making beside it.

An index knows the mapping it was made with, and one in the making the last page that it holds, so that what was
stopped half-way goes on, and what an older release made is made anew.
"""

import hashlib
import json

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import get_random_string

FACT = {"doc_values": False}
FACTS = {
    "language": {"type": "keyword", **FACT},
    "department": {"type": "long", **FACT},
    "kind": {"type": "keyword", **FACT},
    "theme": {"type": "keyword", **FACT},
    "year": {"type": "short", **FACT},
    "validity": {"type": "keyword", **FACT},
    "effective_date": {"type": "date", **FACT},
    "expiry_date": {"type": "date", **FACT},
}
TEXT = {"type": "text", "analyzer": "whitespace"}
# A page holds its whole text, a passage its own; words are cut before they come here (search/folding.py). What a page
# holds in a row ends with a passage.
MAPPING = {
    "dynamic": "strict",
    "_source": {"includes": ["places"]},
    "properties": {
        "page": {"type": "long"},
        "listed_at": {"type": "date"},
        "places": {"type": "integer", "index": False, "doc_values": False},
        "text": {**TEXT, "norms": False, "position_increment_gap": 100},
        "passage": {"type": "long"},
        "words": TEXT,
        **FACTS,
    },
}
SETTINGS = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "1s"}
MARK = hashlib.sha256(json.dumps([MAPPING, SETTINGS], sort_keys=True).encode()).hexdigest()[:16]


def alias():
    """The name under which the index in use is asked."""
    return f"{settings.SEARCH_PREFIX}search"


class Indexes:
    """The indexes that there are, as the engine tells now."""

    def __init__(self, client):
        self.client = client
        found = client.indices.get(index=f"{alias()}-*", allow_no_indices=True, features=["aliases", "mappings"])
        self.metas = {name: each["mappings"].get("_meta", {}) for name, each in found.items()}
        self.in_use = next((name for name, each in found.items() if alias() in each["aliases"]), None)
        own = [name for name, meta in self.metas.items() if meta.get("mark") == MARK and name != self.in_use]
        self.in_the_making = max(own, default=None)

    @property
    def is_current(self):
        """Whether the index in use is of this release's mapping."""
        return self.in_use is not None and self.metas[self.in_use].get("mark") == MARK

    @property
    def targets(self):
        """The indexes that hear of changes. One of an older mapping may no longer understand them."""
        return [name for name in (self.in_use if self.is_current else None, self.in_the_making) if name]

    @property
    def upto(self):
        """The last page that the index in the making holds."""
        return self.metas[self.in_the_making].get("upto", 0)

    def begin(self):
        """Begin an index beside the one in use, or go on with one that was begun."""
        if self.in_the_making is None:
            name = f"{alias()}-{timezone.now():%Y%m%d%H%M%S}-{get_random_string(6).lower()}"
            self.client.indices.create(index=name, mappings={**MAPPING, "_meta": {"mark": MARK}}, settings=SETTINGS)
            self.metas[name] = {"mark": MARK}
            self.in_the_making = name

    def remember(self, page):
        """Note that the index in the making holds all pages up to a number."""
        meta = {"mark": MARK, "upto": page}
        self.client.indices.put_mapping(index=self.in_the_making, meta=meta)
        self.metas[self.in_the_making] = meta

    def adopt(self):
        """Use the index that was in the making, in one step, and drop all others."""
        self.client.indices.refresh(index=self.in_the_making)
        old = [{"remove_index": {"index": name}} for name in self.metas if name != self.in_the_making]
        add = {"add": {"index": self.in_the_making, "alias": alias()}}
        self.client.indices.update_aliases(actions=[add, *old])
