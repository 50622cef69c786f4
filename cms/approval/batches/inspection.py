"""The checks of a batch's texts: made in the background once it is complete, before anybody can decide about it."""

import logging
import time

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext

from cms.approval.checks.running import run_checks
from cms.approval.models import Batch, BatchItem
from cms.approval.models.finding import CheckRun, Finding

CHUNK = 50
# Seconds of one run of the periodic job: what is due to be published at its minute does not wait longer for the worker.
SLICE = 20

logger = logging.getLogger(__name__)


def drafts_of(batch):
    """The items of the batch that are still to be decided."""
    return batch.items.filter(outcome=BatchItem.Outcome.DRAFT).order_by()


def unchecked(batch):
    """The drafts that no check has read yet. What was written here is checked where it is written."""
    if batch.kind != Batch.Kind.IMPORT:
        return batch.items.none()
    runs = CheckRun.objects.filter(revision=OuterRef("revision"))
    return drafts_of(batch).exclude(revision=None).filter(~Exists(runs))


def held_up(batch):
    """The drafts with a hit that needs a decision before the batch goes on."""
    hits = Finding.objects.filter(revision=OuterRef("revision")).undecided_blocking()
    return drafts_of(batch).filter(Exists(hits))


def inspect(batch, seconds=None, progress=None):
    """Make the checks of the texts that have none, for about so many seconds; returns how many are left.

    Called again it goes on where it was. `progress` is called with the number of texts after each chunk.
    """
    ends = None if seconds is None else time.monotonic() + seconds
    while items := list(unchecked(batch).select_related("revision").order_by("pk")[:CHUNK]):
        for item in items:
            _inspect_one(item)
        if progress:
            progress(len(items))
        if ends is not None and time.monotonic() > ends:
            return unchecked(batch).count()
    return 0


def _inspect_one(item):
    """A text that cannot be read at all counts as one whose checks failed: it is said, and people look by eye."""
    try:
        run_checks(item.revision)
    except Exception:
        logger.exception("The checks of item %s of batch %s could not be made", item.pk, item.batch_id)
        CheckRun.objects.get_or_create(revision=item.revision, defaults={"page_id": item.page_id, "failed": 1})


def inspect_waiting():
    """Go on with the checks of every batch that waits for its first person."""
    for batch in Batch.objects.filter(status=Batch.Status.PREPARED).order_by("pk"):
        inspect(batch, seconds=SLICE)


def objection_to_hits(batch):
    """Why the batch cannot go on before its texts were checked and the hits decided, in a sentence; '' when it can."""
    left = unchecked(batch).count()
    if left:
        return ngettext(
            "The checks are being made in the background: %(number)d text is left.",
            "The checks are being made in the background: %(number)d texts are left.",
            left,
        ) % {"number": left}
    number = held_up(batch).count()
    if number:
        return ngettext(
            "%(number)d text of this batch has a hit of the checks that needs a decision first.",
            "%(number)d texts of this batch have hits of the checks that need a decision first.",
            number,
        ) % {"number": number}
    return ""
