"""What tests of the log ask again and again."""

import itertools
import uuid

from django.utils import timezone

from cms.approval.log.canonical import hash_of_entry, origin
from cms.approval.models import LogChain, LogEntry, LogEvent

_pages = itertools.count(10_000_000)


def events(page):
    """What the log says of a page, the oldest first."""
    return list(LogEntry.objects.filter(page_id=page.pk).order_by("pk").values_list("event", flat=True))


def newest(page):
    return LogEntry.objects.filter(page_id=page.pk).latest("pk")


def make_chain(length, key=None):
    """A chain with so many entries about pages that do not exist, correctly written."""
    chain = LogChain.objects.create(key=key or uuid.uuid4())
    extend_chain(chain, length)
    return chain


def extend_chain(chain, length):
    """So many entries more, behind its last."""
    last = LogEntry.objects.filter(chain=chain).order_by("-number").first()
    before, first = (last.hash, last.number + 1) if last else (origin(chain.key), 1)
    entries = []
    for number in range(first, first + length):
        entry = entry_of(chain, number, before)
        entry.hash = before = hash_of_entry(chain.key, entry)
        entries.append(entry)
    LogEntry.objects.bulk_create(entries, batch_size=500)


def entry_of(chain, number, before):
    """An entry of the chain, without its hash."""
    now = timezone.now()
    return LogEntry(
        chain=chain,
        number=number,
        event=LogEvent.PUBLISHED,
        at=now,
        shown_at=now,
        page_id=next(_pages),
        title=f"第{number}条",
        address=f"/jiaoyu/gzdt/{number}/",
        revision_id=number,
        fingerprint=f"{number:064x}",
        actors='[{"account":"s","at":"","name":"签发","role":"sign_off","user":1}]',
        procedure="三审三校",
        previous_hash=before,
    )
