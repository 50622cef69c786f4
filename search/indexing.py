"""Keeps entries, passages and suggestions what the public pages are.

They are written where a page is saved, and dropped before it is gone.
"""

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from wagtail.models import Locale

from cms.content.models import ContentPage
from cms.organisation.models import Department
from search.attachments.carrying import files_of, keep_files
from search.models import AttachedFile, Entry, Passage, Suggestion
from search.passages import passages_of
from search.standing import standing_of
from search.stores import store
from search.suggesting.rows import suggestions_of

GROUP = 50
FACTS = (
    "language", "department", "kind", "theme", "listed_at", "year", "validity", "effective_date", "expiry_date",
    "standing",
)  # fmt: skip


def keep(page):
    """Index a page as it is stored now; one that lists may not show is dropped."""
    if page.listed_at is None:
        drop([page.pk])
    else:
        keep_all([page])


@transaction.atomic
def keep_all(pages):
    """Index pages that lists show, in a few statements; what was known of them before is replaced."""
    _erase([page.pk for page in pages])
    entries = [_entry(page) for page in pages]
    Entry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["page"], update_fields=FACTS)
    files = files_of(pages)
    keep_files(files)
    passages = [
        Passage(
            id=Passage.number(page.pk, place),
            entry_id=page.pk,
            anchor=cut.anchor[:80],
            label=cut.label[:40],
            text=cut.text,
            folded=cut.folded,
        )
        for page in pages
        for place, cut in enumerate(passages_of(page, files.get(page.pk, ())))
    ]
    Passage.objects.bulk_create(passages, batch_size=1_000)
    store().write([(passage.id, passage.folded) for passage in passages])
    rows = [row for page in pages for row in suggestions_of(page)]
    Suggestion.objects.bulk_create(rows, batch_size=1_000)
    store().changed([page.pk for page in pages])


@transaction.atomic
def drop(numbers):
    """Forget pages, by number, at once."""
    _erase(numbers)
    Entry.objects.filter(pk__in=numbers).delete()
    store().changed(numbers)


def settle(pages):
    """Bring the entries of a queryset of content pages to what lists show now; returns how many are still to index.

    What is no longer shown goes at once, as does the old place; what is newly shown takes time and is left to
    `catch_up`.
    """
    within = pages.order_by().values("pk")
    entries = Entry.objects.filter(page__in=within)
    gone = list(entries.filter(page__listed_at=None).values_list("pk", flat=True))
    for start in range(0, len(gone), 1_000):
        drop(gone[start : start + 1_000])
    own = ContentPage.objects.filter(pk=OuterRef("pk")).order_by()
    moved = entries.exclude(department=F("page__department"))
    numbers = list(moved.values_list("pk", flat=True))
    moved.update(department=Subquery(own.values("department")[:1]))
    store().changed(numbers)
    return missing().filter(pk__in=within).count()


def missing():
    """Public pages that have no entry yet."""
    return ContentPage.objects.listed().filter(search_entry=None).order_by("pk")


def catch_up(progress=lambda done, last: None):
    """Index what is missing, group by group, each in a transaction of its own; returns how many pages."""
    return _index(lambda after: missing().filter(pk__gt=after), 0, progress)


def rebuild(after=0, progress=lambda done, last: None):
    """Index every public page anew from the page number `after` on; the index stands all the while."""
    done = _index(lambda last: ContentPage.objects.listed().filter(pk__gt=last).order_by("pk"), after, progress)
    drop(list(Entry.objects.filter(page__listed_at=None).values_list("pk", flat=True)))
    store().rebuild(progress)
    return done


def _index(left, after, progress):
    done = 0
    while numbers := list(left(after).values_list("pk", flat=True)[:GROUP]):
        keep_numbers(numbers)
        after, done = numbers[-1], done + len(numbers)
        progress(done, after)
    return done


def keep_numbers(numbers):
    """Index public pages by their numbers."""
    pages = list(ContentPage.objects.listed().filter(pk__in=numbers).specific().prefetch_related("attachments"))
    departments = Department.objects.in_bulk({page.department_id for page in pages} - {None})
    locales = Locale.objects.in_bulk({page.locale_id for page in pages})
    for page in pages:
        page.department, page.locale = departments.get(page.department_id), locales[page.locale_id]
    keep_all(pages)


def _erase(numbers):
    Suggestion.objects.filter(entry__in=numbers).delete()
    AttachedFile.objects.filter(entry__in=numbers).delete()
    known = list(Passage.objects.filter(entry__in=numbers).values_list("pk", "folded"))
    if known:
        store().erase(known)
        Passage.objects.filter(pk__in=[number for number, _folded in known]).delete()


def _entry(page):
    return Entry(
        page_id=page.pk,
        language=page.language_code,
        department_id=page.department_id,
        kind=page.kind,
        theme=getattr(page, "theme", ""),
        listed_at=page.listed_at,
        year=page.listed_at.year,
        validity=getattr(page, "validity", ""),
        effective_date=getattr(page, "effective_date", None),
        expiry_date=getattr(page, "expiry_date", None),
        standing=standing_of(page),
    )
