"""One import: reads a source, writes drafts in groups, and can be stopped and started again anywhere."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.approval.batches.course import close_batch, open_batch
from cms.approval.models import Batch, BatchItem
from cms.importing.draft import RowRefused, draft_from
from cms.importing.duplicates import Duplicates, texts_by_hand
from cms.importing.files import Keeper, check_files
from cms.importing.inserting import insert
from cms.importing.pages import number_pages, page_from, settle_numbers
from cms.importing.places import Places
from cms.importing.readers import Rejected
from cms.importing.versions import relate_versions
from cms.importing.writer import write_drafts

GROUP = 200
# A group is written earlier when its rows hold this much.
GROUP_SIZE = 24 * 1024 * 1024
CHUNK_BYTES = 1 << 20


class BatchTaken(Exception):
    """Somebody decided about the batch while it was being filled; the text says so."""


@dataclass
class Tally:
    """What became of the rows so far."""

    outcomes: Counter = field(default_factory=Counter)

    @property
    def rows(self):
        """How many rows have been dealt with."""
        return sum(self.outcomes.values())


def source_key(path):
    """What tells that two runs read the same source: its name and its content (of a folder, its files' sizes)."""
    digest = hashlib.sha256()
    if path.is_dir():
        for entry in sorted(path.rglob("*")):
            status = entry.lstat()
            digest.update(f"{entry.relative_to(path)}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    else:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK_BYTES):
                digest.update(chunk)
    return f"{path.name} sha256:{digest.hexdigest()}"


def earlier_batch(source):
    """The batch of the same source that is still being filled, or waits for people; None where there is none."""
    ended = [Batch.Status.SIGNED, Batch.Status.RETURNED]
    return Batch.objects.filter(kind=Batch.Kind.IMPORT, source=source).exclude(status__in=ended).first()


def last_line(batch):
    """The line up to which an unfinished batch has come, as the reader counts; None for none."""
    line = batch.items.exclude(source_line="").order_by("-pk").values_list("source_line", flat=True).first()
    return int(line) if line and line.isdecimal() else line


def tally_of(batch):
    """What became of the rows of a batch."""
    return Tally(Counter(batch.items.exclude(source_line="").values_list("outcome", flat=True)))


class ImportRun:
    """Fills one batch from one source.

    Each group of rows is one transaction, items included, so that what a killed run left is whole, and the next run
    goes on behind it with nothing twice.
    """

    def __init__(self, path, prepared_by=None, mapping=None, batch=None):
        self.places = Places(mapping)
        self.locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        self.by_hand = texts_by_hand()
        self.folder = f"{path.name}/" if path.is_dir() else ""
        self.batch = batch or open_batch(
            Batch.Kind.IMPORT, _("Import of %(name)s") % {"name": path.name}, prepared_by, source_key(path)
        )
        self.keeper = Keeper()
        self.tally = tally_of(self.batch)

    def fill(self, rows, progress=None):
        """Deal with every row; `progress` is called with the tally after each group."""
        group, size = [], 0
        for row in rows:
            group.append(row)
            size += _size(row)
            if len(group) >= GROUP or size >= GROUP_SIZE:
                self._write(group, progress)
                group, size = [], 0
        self._write(group, progress)
        with transaction.atomic():
            relate_versions(self.batch)
            close_batch(self.batch)
        return self.tally

    def _write(self, rows, progress):
        with self.keeper.group(), transaction.atomic():
            self._hold_batch()
            items = self._items(rows)
            insert(BatchItem, items)
        self.tally.outcomes.update(item.outcome for item in items if item.source_line)
        if progress:
            progress(self.tally)

    def _hold_batch(self):
        """Nothing is added to what people have begun to decide about."""
        held = Batch.objects.select_for_update().filter(pk=self.batch.pk, status=Batch.Status.FILLING)
        if not held.exists():
            raise BatchTaken(
                _("Batch %(number)d was decided about while it was being filled. Import the file again for the rest.")
                % {"number": self.batch.pk}
            )

    def _items(self, rows):
        """The items of a group: new columns first, then its rows in their order."""
        drafts, refused = self._drafts(rows)
        duplicates = Duplicates(drafts, self.batch.source, self.by_hand)
        answers = [(draft, *duplicates.of(draft)) for draft in drafts]
        fresh = [draft for draft, original, _reason in answers if original is None]
        columns = self.places.open_columns([draft.place for draft in fresh], self.batch)
        written = self._written(fresh)
        items = dict(refused)
        for draft, original, reason in answers:
            if original is None:
                revision, fingerprint = written[draft.line]
                facts = {"revision": revision, "fingerprint": fingerprint, "reason": " ".join(draft.notes)[:300]}
                items[draft.line] = self._item(draft, BatchItem.Outcome.DRAFT, draft.page.pk, **facts)
            else:
                number = original if isinstance(original, int) else original.page.pk
                items[draft.line] = self._item(draft, BatchItem.Outcome.DUPLICATE, number, reason=reason)
        return [*columns, *(items[str(row.line)] for row in rows)]

    def _drafts(self, rows):
        """The drafts of the rows, and the items of those that are refused."""
        drafts, refused = [], {}
        for row in rows:
            try:
                if isinstance(row, Rejected):
                    raise RowRefused(row.field, row.reason)
                draft = draft_from(row)
                check_files(draft)
                draft.place = self.places.place_of(draft)
            except RowRefused as refusal:
                refused[str(row.line)] = self._rejection(row, refusal)
            else:
                draft.source_id = f"{self.folder}{draft.source_id}"[-200:]
                drafts.append(draft)
        return drafts, refused

    def _written(self, drafts):
        """The drafts' pages, written; revision and fingerprint by line."""
        if not drafts:
            return {}
        columns = [self.places.column_of(draft.place) for draft in drafts]
        pages = [
            page_from(draft, column, self.locale, self.keeper.attachments(draft))
            for draft, column in zip(drafts, columns, strict=True)
        ]
        settle_numbers(pages)
        number_pages(pages)
        written = write_drafts(pages, [column.pk for column in columns], self.batch.prepared_by)
        return {draft.line: facts for draft, facts in zip(drafts, written, strict=True)}

    def _item(self, draft, outcome, page, **facts):
        return BatchItem(
            batch=self.batch,
            page_id=page,
            outcome=outcome,
            source_id=draft.source_id,
            source_line=draft.line,
            source_url=draft.source_url[:500],
            source_hash=draft.text_hash,
            version_group=draft.version_group,
            **facts,
        )

    def _rejection(self, row, refused):
        data = getattr(row, "data", {})
        source_id = getattr(row, "source_id", "") or str(data.get("id") or "")
        return BatchItem(
            batch=self.batch,
            outcome=BatchItem.Outcome.REJECTED,
            source_id=source_id[:200],
            source_line=str(row.line)[:200],
            source_url=str(data.get("source_url") or "")[:500],
            field=refused.field[:60],
            reason=refused.reason[:300],
        )


def _size(row):
    """How much a row holds in memory, roughly."""
    data = getattr(row, "data", {})
    inside = (len(entry.get("content") or b"") for entry in data.get("attachments") or ())
    return len(data.get("body") or "") + sum(inside)
