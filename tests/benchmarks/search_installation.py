"""An installation that holds real documents, or more documents made of them, for measuring the search.

Approvals are another benchmark's: the pages are written as an import writes them and set public with the gate lifted.
"""

import gzip
import json
import random
import re
from itertools import islice

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.content.models import ColumnPage, ContentPage
from cms.importing.draft import RowRefused, draft_from
from cms.importing.pages import number_pages, page_from, settle_numbers
from cms.importing.places import LIBRARY, Place
from cms.importing.readers import open_rows
from cms.importing.writer import write_drafts
from cms.organisation.loading import load_organisation
from cms.organisation.models import Department, PlannedColumn
from cms.triggers.installing import lifted
from home.portal import build_portal
from search.elastic.connection import working
from search.elastic.indexes import family

GROUP = 200
MADE_LENGTH = 1_500
UNDATED = "2000-01-01"
FIGURE = re.compile(r"\d")


def build():
    """The portal with its library of laws, where everything stands; returns the library."""
    call_command("migrate", verbosity=0)
    load_organisation()
    portal = build_portal()
    planned = PlannedColumn.objects.get(code=LIBRARY)
    library = ColumnPage(title=planned.name, slug=planned.slug, planned_column=planned, live=False)
    portal.add_child(instance=library)
    with lifted():
        Page.objects.filter(path__startswith=portal.path).update(live=True)
    return library


def real(documents, path):
    """Rewrite the documents so that all are taken: those without a day get one."""
    with gzip.open(documents, "rt") as source, path.open("w") as target:
        for line in source:
            row = json.loads(line)
            row["date"] = row.get("date") or UNDATED
            if (row.get("written_date") or "") > row["date"]:
                row["written_date"] = None
            target.write(json.dumps(row, ensure_ascii=False) + "\n")


def made(documents, path, size, seed=7):
    """Documents of 1,500 characters on average out of real ones, with other figures, dates and issuers."""
    chance = random.Random(seed)
    with gzip.open(documents, "rt") as source:
        rows = [json.loads(line) for line in source]
    issuers = [row["issuer"] for row in rows if row.get("issuer")]
    with path.open("w") as target:
        for number in range(size):
            row = dict(rows[number % len(rows)])
            row["id"] = f"made-{number}"
            paragraphs, length, most = [], 0, chance.randint(500, 2_500)
            pieces = re.findall(r"<(?:p|h\d|table).*?</(?:p|h\d|table)>", row["body"], re.DOTALL) or [row["body"]]
            start = chance.randrange(len(pieces))
            for piece in islice(pieces, start, None):
                if length and length + len(piece) > most:
                    break
                piece = piece if len(piece) < 4 * MADE_LENGTH else f"<p>{re.sub('<[^>]*>', '', piece)[:most]}</p>"
                paragraphs.append(FIGURE.sub(lambda _match: str(chance.randrange(10)), piece))
                length += len(piece)
            row["body"] = "".join(paragraphs).replace("<h0", "<h3")
            row["body"] = re.sub(r"(</?)h\d", r"\1h3", row["body"])
            row["date"] = f"{chance.randint(2005, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            row["written_date"] = row["effective_date"] = row["version_group"] = row["doc_number"] = None
            row["issuer"] = chance.choice(issuers)
            target.write(json.dumps(row, ensure_ascii=False) + "\n")


def fill(library, path, say):
    """Write the pages of the rows and set them public; returns the numbers of the pages by those of the documents."""
    departments = list(Department.objects.hosted())
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    rows = iter(open_rows(path))
    numbers, count = {}, 0
    while group := list(islice(rows, GROUP)):
        pages = []
        for row in group:
            try:
                draft = draft_from(row)
            except RowRefused as refusal:
                say(f"left out: {refusal.field}: {refusal.reason}")
                continue
            count += 1
            department = departments[count % len(departments)] if row.data.get("site_hint") else None
            draft.place = Place(department, LIBRARY, True)
            page = page_from(draft, library, locale, [])
            pages.append((draft.source_id, page))
        own = [page for _source, page in pages]
        with transaction.atomic():
            settle_numbers(own)
            number_pages(own)
            write_drafts(own, [library.pk] * len(own))
        numbers.update((source, page.pk) for source, page in pages)
        say(f"{len(numbers)} pages")
    with lifted():
        Page.objects.filter(pk__in=ContentPage.objects.filter(live=False).values("pk")).update(
            live=True, last_published_at=timezone.now()
        )
        first = Page.objects.filter(pk=OuterRef("pk")).values("first_published_at")[:1]
        ContentPage.objects.filter(listed_at=None, live=True).update(listed_at=Subquery(first))
    return numbers


def megabytes():
    """The size of the database, and of the search engine's index where there is one, in megabytes."""
    return (_database_bytes() + _engine_bytes()) / 2**20


def _engine_bytes():
    if not settings.SEARCH_URL:
        return 0
    with working() as client:
        return client.indices.stats(index=f"{family()}-*")["_all"]["total"].get("store", {}).get("size_in_bytes", 0)


def _database_bytes():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]
