"""Wagtail's own history is bound into the audit: once an hour an entry says what it held so far.

The histories of pages and of other objects grow with every draft, so they are not chained one by one: a seal names
the rows it covers, how many there are, and one hash of all of them.
"""

import hashlib
import json
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.access.audit.events import Event
from cms.access.audit.models import AuditEntry
from cms.access.audit.recording import record
from cms.anchoring.canonical import moment_text, text_of

# What a transaction that is still open may write under an earlier number is waited for.
LAG = timedelta(hours=1)
MOST_ROWS = 20_000
HISTORIES = {
    "pages": (PageLogEntry, "page_id"),
    "objects": (ModelLogEntry, "object_id"),
}
COLUMNS = ("pk", "action", "timestamp", "user_id", "uuid", "label", "data")


def seal():
    """Seal what was written since the last seal and is at least an hour old; returns how many rows that are."""
    until = timezone.now() - LAG
    last = _last_sealed()
    sealed = {}
    for name, (model, _key) in HISTORIES.items():
        rows = model.objects.filter(pk__gt=last.get(name, 0), timestamp__lt=until).order_by("pk")
        end = (
            rows.values_list("pk", flat=True)[MOST_ROWS - 1 : MOST_ROWS].first()
            or rows.values_list("pk", flat=True).last()
        )
        if end is not None:
            sealed[name] = [last.get(name, 0) + 1, end, *_digest(name, last.get(name, 0) + 1, end)]
    if sealed:
        record(Event.SEALED, facts=sealed)
    return sum(count for _first, _end, count, _hash in sealed.values())


def broken_seals():
    """Sentences about sealed histories that no longer hold what they held."""
    for facts in AuditEntry.objects.filter(event=Event.SEALED).order_by("number").values_list("facts", flat=True):
        for name, (first, end, count, digest) in json.loads(facts).items():
            found = _digest(name, first, end)
            if found != [count, digest]:
                text = _("The history of %(name)s was changed in rows %(first)d to %(end)d: %(found)d of %(count)d.")
                yield text % {"name": name, "first": first, "end": end, "found": found[0], "count": count}


def _last_sealed():
    """The last sealed row of each history."""
    found = {}
    seals = AuditEntry.objects.filter(event=Event.SEALED).order_by("-number")
    for facts in seals.values_list("facts", flat=True)[:50]:
        for name, (_first, end, _count, _hash) in json.loads(facts).items():
            found.setdefault(name, end)
        if len(found) == len(HISTORIES):
            break
    return found


def _digest(name, first, end):
    """Number and hash of the rows between two numbers, both included."""
    model, key = HISTORIES[name]
    digest, count = hashlib.sha256(), 0
    rows = model.objects.filter(pk__gte=first, pk__lte=end).order_by("pk")
    for pk, action, moment, *values in rows.values_list(*COLUMNS, key).iterator(2000):
        *words, data, object_key = values
        row = [pk, action, moment_text(moment), *map(str, words), data, str(object_key)]
        digest.update(text_of(row).encode(errors="backslashreplace"))
        count += 1
    return [count, digest.hexdigest()]
