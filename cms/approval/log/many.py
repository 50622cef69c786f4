"""Entries for many pages at once, in a number of statements that does not grow with them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cms.anchoring.canonical import text_of
from cms.approval.log.actors import actors_of_batch
from cms.approval.log.chain import hold_all, home_path
from cms.approval.log.files import files_of
from cms.approval.log.occasion import batch_occasion
from cms.approval.log.recorder import entry_of
from cms.approval.models.log import LogEntry, LogEvent

CHUNK = 500


@dataclass(frozen=True)
class Dates:
    """What the log says about pages that were just entered: when it was, and which keep an earlier shown date."""

    now: datetime
    fresh: list
    dated: list


@transaction.atomic
def enter_batch(batch, items, pages):
    """Enter the publication of items of a batch, whose pages were never public as they are now.

    A page of an import that brings its original date keeps it, and its entry says so (migrated). Every other page is
    shown under the time of its first entry. To be called in the transaction that publishes them.
    """
    items = sorted(items, key=lambda item: pages[item.page_id].path)
    heads = hold_all([pages[item.page_id].path for item in items])
    earlier = LogEntry.objects.latest_of([item.page_id for item in items])
    files = files_of([pages[item.page_id] for item in items])
    now = max(head.now for head in heads.values())
    people = actors_of_batch(batch)
    entries, fresh, dated = [], [], []
    for item in items:
        page = pages[item.page_id]
        about = batch_occasion(batch, item, people)
        original = page.first_published_at if about.migrates else None
        event, shown_at = LogEvent.PUBLISHED, now
        if page.pk in earlier:
            shown_at = earlier[page.pk].shown_at
        elif original is not None and original <= now:
            event, shown_at = LogEvent.MIGRATED, original
        entry = entry_of(page, event, item.fingerprint, about)
        entry.revision_id, entry.at, entry.shown_at = item.revision_id, now, shown_at
        entry.attachments = text_of(files[page.pk])
        entries.append(heads[home_path(page.path)].append(entry))
        (fresh if shown_at == now else dated).append(page.pk)
    LogEntry.objects.bulk_create(entries)
    return Dates(now, fresh, dated)


@transaction.atomic
def enter_leaving(pages, about):
    """Enter that the pages leave the public together, as what stands below a withdrawn page.

    Stand-ins come last: so their entries tell that their sources had gone before.
    """
    pages = sorted(pages, key=lambda page: (page.alias_of_id is not None, page.path))
    if not pages:
        return
    heads = hold_all([page.path for page in pages])
    for start in range(0, len(pages), CHUNK):
        part = pages[start : start + CHUNK]
        before = LogEntry.objects.latest_of([page.pk for page in part])
        known = [page for page in part if page.pk in before and before[page.pk].is_public]
        LogEntry.objects.bulk_create(_leaving(page, before[page.pk], heads, about) for page in known)


def _leaving(page, before, heads, about):
    head = heads[home_path(page.path)]
    entry = entry_of(page, about.event, before.fingerprint, about)
    entry.revision_id, entry.at, entry.shown_at = before.revision_id, head.now, before.shown_at
    return head.append(entry)
