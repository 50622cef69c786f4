"""Appending to the chains of the log, so that none ever forks.

Who appends holds the chain's row first (PostgreSQL) or the database (SQLite, whose transactions begin as writers), and
only then reads the head and the time. So entries of a chain stand in the order of their times, and eight signers of
one site queue here. Two unique constraints refuse a fork even if a lock were forgotten.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Page

from cms.approval.log.canonical import hash_of_entry, origin
from cms.approval.models.log import LogChain, LogEntry

HOME_LENGTH = 2 * Page.steplen


@dataclass
class Head:
    """The end of a chain that this transaction holds, and the time at which it may write there."""

    chain_id: int
    key: uuid.UUID
    number: int
    hash: str
    now: datetime

    def append(self, entry):
        """Give the entry its place behind the head; it is the head then."""
        entry.chain_id, entry.number, entry.previous_hash = self.chain_id, self.number + 1, self.hash
        entry.hash = hash_of_entry(self.key, entry)
        self.number, self.hash = entry.number, entry.hash
        return entry


def home_path(path):
    """The tree path of the home page below which the path lies."""
    return path[:HOME_LENGTH]


def hold(page):
    """The head of the chain of the page's site, held until the transaction ends. The page may not be stored yet."""
    if page.depth == HOME_LENGTH // Page.steplen:
        keys = [page.translation_key]
    else:
        keys = Page.objects.filter(path=home_path(page.path)).order_by().values_list("translation_key", flat=True)
    return next(iter(_heads(_locked(keys)).values()))


def hold_all(paths):
    """The heads of the chains of all sites to which the paths belong, by the path of the home page.

    The chains of several sites are held in one order, so that two transactions never wait for each other.
    """
    homes = Page.objects.filter(path__in={home_path(path) for path in paths}).order_by()
    keys = dict(homes.values_list("path", "translation_key"))
    heads_by_key = _heads(_locked(sorted(set(keys.values()))))
    return {path: heads_by_key[key] for path, key in keys.items()}


def _locked(keys):
    """The rows of the chains, locked; made where a site has none yet."""
    found = list(LogChain.objects.select_for_update().filter(key__in=keys).order_by("pk"))
    if found and not isinstance(keys, list):
        return found
    missing = set(keys) - {chain.key for chain in found}
    if not missing:
        return found
    LogChain.objects.bulk_create([LogChain(key=key) for key in sorted(missing)], ignore_conflicts=True)
    return list(LogChain.objects.select_for_update().filter(key__in=list(keys)).order_by("pk"))


def _heads(chains):
    """The heads, read after the lock was given: what was committed while this transaction waited counts."""
    newest = LogEntry.objects.filter(chain=OuterRef("pk")).order_by("-number")
    rows = LogChain.objects.filter(pk__in=[chain.pk for chain in chains]).annotate(
        head_number=Subquery(newest.values("number")[:1]),
        head_hash=Subquery(newest.values("hash")[:1]),
        head_at=Subquery(newest.values("at")[:1]),
    )
    now = timezone.now()
    return {
        row.key: Head(
            chain_id=row.pk,
            key=row.key,
            number=row.head_number or 0,
            hash=row.head_hash or origin(row.key),
            now=max(now, row.head_at) if row.head_at else now,
        )
        for row in rows
    }


def heads():
    """Key, number and hash of the newest entry of every chain that has one, in one statement."""
    newest = LogEntry.objects.filter(chain=OuterRef("pk")).order_by("-number").values("pk")[:1]
    ends = LogChain.objects.annotate(newest=Subquery(newest)).values("newest")
    rows = LogEntry.objects.filter(pk__in=ends).annotate(key=F("chain__key")).order_by("key")
    return [(str(key), number, digest) for key, number, digest in rows.values_list("key", "number", "hash")]


def kept(digests):
    """Key, number and hash of the entries with these hashes."""
    rows = LogEntry.objects.filter(hash__in=digests).values_list("chain__key", "number", "hash")
    return {(str(key), number, digest) for key, number, digest in rows}


def is_key(key):
    """Whether the key is one of these chains': a site's, which is a UUID."""
    try:
        uuid.UUID(key)
    except ValueError:
        return False
    return True
