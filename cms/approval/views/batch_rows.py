"""The items of a batch as rows of a page or of a file."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.approval.checks.findings import counts_of
from cms.approval.models import BatchItem, SampleOpened
from cms.exporting import csv_file


@dataclass(frozen=True)
class Row:
    """One item, ready to be shown."""

    line: str
    title: str
    url: str
    outcome: str
    outcome_label: str
    source_url: str
    field: str
    reason: str
    hits: int
    checks_url: str


def rows_of(batch, items, request):
    """The items of one page of the list, with the hits that nobody has decided about; one statement more."""
    items = list(items)
    counts = counts_of([item.revision_id for item in items])
    return [
        Row(
            line=item.source_line,
            title=_title(item),
            url=_url(batch, item, request),
            outcome=item.outcome,
            outcome_label=item.get_outcome_display(),
            source_url=item.source_url if item.source_url.startswith(("http://", "https://")) else "",
            field=item.field,
            reason=item.reason,
            hits=_open_hits(counts, item),
            checks_url=_checks_url(item),
        )
        for item in items
    ]


def _title(item):
    """A row is called by its page; what it repeats may be another department's draft, and that is not shown."""
    if item.page is None or (item.outcome == BatchItem.Outcome.DUPLICATE and not item.page.live):
        return item.source_id
    return item.page.draft_title or item.page.title


def _url(batch, item, request):
    """What is public is shown where it stands, a draft as the batch holds it."""
    if item.page and item.page.live:
        return item.page.get_full_url(request) or ""
    if item.revision_id:
        return reverse("approval_batch_item", args=[batch.pk, item.pk])
    return ""


def _open_hits(counts, item):
    return counts.get(item.revision_id, (0, 0))[1]


def _checks_url(item):
    return reverse("approval_checks", args=[item.page_id]) if item.page_id else ""


@dataclass(frozen=True)
class SampleRow:
    """One item that was drawn, and whether this person has opened it."""

    title: str
    url: str
    opened: bool
    hits: int = 0
    checks_url: str = ""


def sample_rows(batch, drawn, user):
    """The sample as the person sees it, with the hits that nobody has decided about: two statements."""
    opened = SampleOpened.objects.filter(sample=OuterRef("pk"), person=user.person_id)
    rows = list(drawn.annotate(is_opened=Exists(opened)).select_related("item__page"))
    counts = counts_of([row.item.revision_id for row in rows])
    return [
        SampleRow(
            title=_title(row.item),
            url=reverse("approval_batch_item", args=[batch.pk, row.item_id]),
            opened=row.is_opened,
            hits=_open_hits(counts, row.item),
            checks_url=_checks_url(row.item),
        )
        for row in rows
    ]


def rejects_csv(batch):
    """The rejected rows for a spreadsheet."""
    items = batch.items.filter(outcome=BatchItem.Outcome.REJECTED)
    rows = items.values_list("source_line", "source_id", "source_url", "field", "reason").iterator()
    head = (_("Line number"), _("Source number"), _("Original address"), _("Field"), _("Reason"))
    return csv_file(f"batch-{batch.pk}-rejects", head, rows)
