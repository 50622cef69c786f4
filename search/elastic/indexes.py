"""The indexes in the engine: one is in use, under an alias; another may be in the making beside it.

The alias names the mapping, so that a release never asks an index of an older one, which would seem to hold nothing;
the older release goes on with its own until it is replaced. An index in the making knows the last page that it holds,
so that what was stopped half-way goes on.
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
MARK = hashlib.sha256(json.dumps([MAPPING, SETTINGS], sort_keys=True).encode()).hexdigest()[:8]


def alias():
    """The name under which the index in use is asked."""
    return f"{family()}-{MARK}"


def family():
    """What the names of this installation's indexes begin with, of all releases."""
    return f"{settings.SEARCH_PREFIX}search"


class Indexes:
    """The indexes that there are, as the engine tells now."""

    def __init__(self, client):
        self.client = client
        found = client.indices.get(index=f"{family()}-*", allow_no_indices=True, features=["aliases", "mappings"])
        self.own = {name: each["mappings"].get("_meta", {}) for name, each in found.items() if name.startswith(alias())}
        self.older = [name for name in found if name not in self.own]
        self.in_use = next((name for name in self.own if alias() in found[name]["aliases"]), None)
        self.in_the_making = max((name for name in self.own if name != self.in_use), default=None)

    @property
    def targets(self):
        """The indexes that hear of changes."""
        return [name for name in (self.in_use, self.in_the_making) if name]

    @property
    def upto(self):
        """The last page that the index in the making holds."""
        return self.own[self.in_the_making].get("upto", 0)

    def begin(self):
        """Begin an index beside the one in use, or go on with one that was begun."""
        if self.in_the_making is None:
            name = f"{alias()}-{timezone.now():%Y%m%d%H%M%S}-{get_random_string(6).lower()}"
            self.client.indices.create(index=name, mappings=MAPPING, settings=SETTINGS)
            self.own[name] = {}
            self.in_the_making = name

    def remember(self, page):
        """Note that the index in the making holds all pages up to a number."""
        self.own[self.in_the_making] = {"upto": page}
        self.client.indices.put_mapping(index=self.in_the_making, meta=self.own[self.in_the_making])

    def adopt(self):
        """Use the index that was in the making, in one step, and drop the former ones of the same mapping."""
        self.client.indices.refresh(index=self.in_the_making)
        old = [{"remove_index": {"index": name}} for name in self.own if name != self.in_the_making]
        add = {"add": {"index": self.in_the_making, "alias": alias()}}
        self.client.indices.update_aliases(actions=[add, *old])

    def drop(self, names):
        """Drop indexes by name."""
        for name in names:
            self.client.indices.delete(index=name, ignore_unavailable=True)
