"""Appending to the audit's chain, so that it never forks, and the form in which its entries are hashed.

Who appends holds the head's row first (PostgreSQL) or the database (SQLite, whose transactions begin as writers), and
only then reads the end of the chain and the time.
"""

import hashlib

from django.db import transaction
from django.utils import timezone

from cms.access.audit.models import AuditEntry, AuditHead
from cms.anchoring.canonical import moment_text, text_of

FORMAT = "lingnan audit 1"
KEY = "audit"
FIELDS = (
    "number",
    "event",
    "at",
    "user_id",
    "account",
    "name",
    "department_id",
    "department",
    "target",
    "target_label",
    "facts",
    "address",
    "previous_hash",
)
ORIGIN = hashlib.sha256(FORMAT.encode()).hexdigest()


def hash_of(values):
    """The hash of an entry: its values in the order of FIELDS, the moment as text."""
    return hashlib.sha256(text_of([FORMAT, *values]).encode(errors="backslashreplace")).hexdigest()


def append(**facts):
    """Write an entry behind the newest one; returns it."""
    with transaction.atomic():
        _wait_for_turn()
        newest = AuditEntry.objects.order_by("-number").first()
        now = timezone.now()
        entry = AuditEntry(
            number=newest.number + 1 if newest else 1,
            at=max(now, newest.at) if newest else now,
            previous_hash=newest.hash if newest else ORIGIN,
            **facts,
        )
        values = [moment_text(entry.at) if name == "at" else getattr(entry, name) for name in FIELDS]
        entry.hash = hash_of(values)
        entry.save(force_insert=True)
    return entry


def _wait_for_turn():
    """Hold the one row until the transaction ends; it is made by whoever comes first."""
    if AuditHead.objects.select_for_update().first() is None:
        AuditHead.objects.bulk_create([AuditHead(pk=1)], ignore_conflicts=True)
        AuditHead.objects.select_for_update().get(pk=1)


def heads():
    """Key, number and hash of the newest entry, for the anchors outside the database."""
    newest = AuditEntry.objects.order_by("-number").values_list("number", "hash").first()
    return [(KEY, *newest)] if newest else []


def kept(digests):
    """Key, number and hash of the entries with these hashes."""
    rows = AuditEntry.objects.filter(hash__in=digests).values_list("number", "hash")
    return {(KEY, number, digest) for number, digest in rows}


def is_key(key):
    """Whether an anchored key is this chain's."""
    return key == KEY
