"""The one form in which an entry of the log is hashed.

A list of all that an entry says, as JSON with nothing left to taste; the hash of the entry before and the key of the
chain are part of it, so that no entry fits anywhere but where it was written.
"""

import hashlib

from cms.anchoring.canonical import moment_text, text_of

FORMAT = "lingnan publication log 1"
FIELDS = (
    "number",
    "event",
    "at",
    "shown_at",
    "page_id",
    "title",
    "address",
    "revision_id",
    "fingerprint",
    "attachments",
    "actors",
    "procedure",
    "batch_id",
    "reason",
    "source_url",
    "source_hash",
    "previous_hash",
)
MOMENTS = ("at", "shown_at")


def hash_of(key, values):
    """The hash of an entry of the chain: `values` in the order of FIELDS, moments as text."""
    return hashlib.sha256(text_of([FORMAT, str(key), *values]).encode(errors="backslashreplace")).hexdigest()


def hash_of_entry(key, entry):
    """The hash of an entry object."""
    values = [getattr(entry, name) for name in FIELDS]
    for name in MOMENTS:
        values[FIELDS.index(name)] = moment_text(getattr(entry, name))
    return hash_of(key, values)


def origin(key):
    """What the first entry of a chain follows."""
    return hashlib.sha256(f"{FORMAT} {key}".encode()).hexdigest()
