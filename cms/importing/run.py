"""One import: reads a source, writes drafts in groups, and can be stopped and started again anywhere."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.approval.batches import close_batch, open_batch
from cms.approval.models import Batch, BatchItem
from cms.content.document_numbers import number_key
from cms.content.models import OfficialDocumentPage
from cms.importing.draft import RowRefused, draft_from
from cms.importing.duplicates import Duplicates
from cms.importing.pages import page_from
from cms.importing.places import Places
from cms.importing.readers import Rejected
from cms.importing.versions import relate_versions
from cms.importing.writer import write_drafts

GROUP = 200
CHUNK_BYTES = 1 << 20


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
            digest.update(f"{entry.relative_to(path)}:{entry.stat().st_size}\n".encode())
    else:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK_BYTES):
                digest.update(chunk)
    return f"{path.name} sha256:{digest.hexdigest()}"


def unfinished_batch(path):
    """The batch that an earlier run of the same source left unfinished, or None."""
    return Batch.objects.filter(kind=Batch.Kind.IMPORT, status=Batch.Status.FILLING, source=source_key(path)).first()


def last_line(batch):
    """The line up to which an unfinished batch has come, as the reader counts; None for none."""
    line = batch.items.exclude(source_line="").order_by("-pk").values_list("source_line", flat=True).first()
    return int(line) if line and line.isdigit() else line


class ImportRun:
    """Fills one batch from one source.

    Each group of rows is one transaction, items included, so that what a killed run left is whole, and the next run
    goes on behind it with nothing twice.
    """

    def __init__(self, path, prepared_by=None, mapping=None, batch=None):
        self.batch = batch or open_batch(
            Batch.Kind.IMPORT, _("Import of %(name)s") % {"name": path.name}, prepared_by, source_key(path)
        )
        self.locale = Locale.objects.get(language_code="zh-hans")
        with transaction.atomic():
            self.places = Places(self.batch, mapping)
        self.mapping = mapping
        self.tally = Tally(
            Counter(self.batch.items.exclude(source_line="").values_list("outcome", flat=True)) if batch else Counter()
        )

    def fill(self, rows, progress=None):
        """Deal with every row; `progress` is called with the tally after each group."""
        group = []
        for row in rows:
            group.append(row)
            if len(group) >= GROUP:
                self._write(group)
                group = []
                if progress:
                    progress(self.tally)
        self._write(group)
        with transaction.atomic():
            relate_versions(self.batch)
            close_batch(self.batch)
        if progress:
            progress(self.tally)
        return self.tally

    def _write(self, rows):
        try:
            with transaction.atomic():
                outcomes = self._write_group(rows)
        except BaseException:
            self.places = None
            raise
        self.tally.outcomes.update(outcomes)

    def _write_group(self, rows):
        drafts, items = [], []
        for row in rows:
            try:
                if isinstance(row, Rejected):
                    raise RowRefused(row.field, row.reason)
                drafts.append(draft_from(row))
            except RowRefused as refused:
                items.append(self._rejection(row, refused))
        duplicates = Duplicates(drafts)
        fresh, repeated = [], []
        for draft in drafts:
            original, reason = duplicates.of(draft)
            (repeated if original else fresh).append((draft, original, reason))
        pages = self._pages([draft for draft, _original, _reason in fresh])
        for (draft, _original, _reason), page, (revision, print_) in zip(
            fresh, pages, write_drafts(pages), strict=True
        ):
            items.append(self._item(draft, BatchItem.Outcome.DRAFT, page.pk, revision=revision, fingerprint=print_))
        for draft, original, reason in repeated:
            page_id = original.page.pk if hasattr(original, "page") else original
            items.append(self._item(draft, BatchItem.Outcome.DUPLICATE, page_id, reason=reason))
        order = {str(row.line): number for number, row in enumerate(rows)}
        items.sort(key=lambda item: order[item.source_line])
        BatchItem.objects.bulk_create(items)
        return Counter(item.outcome for item in items)

    def _pages(self, drafts):
        keys = {key for draft in drafts if (key := number_key(draft.number, draft.issuer))}
        taken = set(OfficialDocumentPage.objects.filter(number_key__in=keys).values_list("number_key", flat=True))
        now = timezone.now()
        pages = []
        for draft in drafts:
            draft.place = self.places.place_of(draft)
            page = page_from(draft, taken, self.locale, now)
            taken.add(page.number_key)
            pages.append(page)
        return pages

    def _item(self, draft, outcome, page_id, **facts):
        return BatchItem(
            batch=self.batch,
            page_id=page_id,
            outcome=outcome,
            source_id=draft.source_id,
            source_line=draft.line,
            source_url=draft.source_url,
            source_hash=draft.text_hash,
            version_group=draft.version_group[:120],
            **facts,
        )

    def _rejection(self, row, refused):
        data = getattr(row, "data", {})
        return BatchItem(
            batch=self.batch,
            outcome=BatchItem.Outcome.REJECTED,
            source_id=str(data.get("id") or "")[:200],
            source_line=str(row.line),
            source_url=str(data.get("source_url") or "")[:500],
            field=refused.field[:60],
            reason=refused.reason[:300],
        )
