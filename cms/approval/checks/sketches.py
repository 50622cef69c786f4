"""Sketches of public texts: the few smallest of the hashes of all their stretches (Broder's resemblance).

Two texts share as large a part of their sketches as of their stretches, so a copy is found whatever it is called and
where a sentence was changed, in one indexed statement.
"""

import heapq
import zlib

from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from cms.approval.checks.plain_text import essence
from cms.approval.models.readings import TextSketch
from cms.content.models import ContentPage

SKETCH_SIZE = 20
STRETCH = 16
CHUNK = 100


def sketch_of(text):
    """The sketch of a text."""
    letters = essence(text)
    stretches = {letters[place : place + STRETCH] for place in range(max(1, len(letters) - STRETCH + 1))}
    return heapq.nsmallest(SKETCH_SIZE, {_mixed(stretch) for stretch in stretches})


def _mixed(stretch):
    """A number of 62 bits, spread evenly enough that the smallest are a fair sample."""
    data = stretch.encode()
    return (zlib.crc32(data) * 0x9E3779B1 % (1 << 31)) << 31 | zlib.crc32(data[::-1]) >> 1


def alike(sketch, least, besides):
    """By number the pages that share at least so many values of a full sketch, without the page `besides`."""
    shared = TextSketch.objects.filter(value__in=sketch).exclude(page=besides).order_by().values("page")
    least = max(1, least * len(sketch) // SKETCH_SIZE)
    counted = shared.annotate(number=Count("pk")).filter(number__gte=least).values_list("page", "number")
    return {page: number * SKETCH_SIZE // len(sketch) for page, number in counted}


def refresh(pages):
    """Bring the sketches of public pages to what is public now; those that are fresh cost one statement in all."""
    pages = {page.pk: page for page in pages}
    fresh = TextSketch.objects.filter(page__in=pages).order_by().values_list("page", "revision_id").distinct()
    kept = dict(fresh)
    stale = [page for page in pages.values() if kept.get(page.pk) != (page.live_revision_id or 0)]
    if not stale:
        return
    with transaction.atomic():
        TextSketch.objects.filter(page__in=[page.pk for page in stale]).delete()
        TextSketch.objects.bulk_create(
            (
                TextSketch(page_id=page.pk, revision_id=page.live_revision_id or 0, value=value)
                for page in stale
                for value in sketch_of(_text_of(page))
            ),
            ignore_conflicts=True,
        )


def refresh_some(limit=CHUNK):
    """Bring up to `limit` public pages whose sketch is missing or old up to date; how many there were.

    Pages that are public no more lose theirs.
    """
    TextSketch.objects.filter(page__live=False).delete()
    kept = TextSketch.objects.filter(page=OuterRef("pk")).order_by().values("revision_id")[:1]
    public = ContentPage.objects.filter(live=True).annotate(kept=Subquery(kept))
    stale = public.filter(Q(kept=None) | ~Q(kept=Coalesce("live_revision_id", 0)))
    pages = list(stale.order_by("pk")[:limit])
    refresh(pages)
    return len(pages)


def _text_of(page):
    return "\n".join(page.body.stream_block.get_searchable_content(page.body))
