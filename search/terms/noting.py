"""Notes what was searched for: the words alone, without who asked, when exactly, or from where."""

import logging
import re
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from search.models import SearchedTerm

# So many different terms of a day are kept: who sends made-up ones fills no table.
MOST_A_DAY = 20_000
# Figures of this length may be somebody's number.
LONG_NUMBER = re.compile(r"[\d０-９][\d０-９Xx\s-]{4,}[\dXx０-９]")
HIDDEN = "#"

# While an import holds the database, SQLite lets a search wait so many milliseconds, and it goes uncounted.
PATIENCE = 100

logger = logging.getLogger(__name__)


def note(results, site):
    """Count a search that was asked for, once for its first page; a database that cannot write is no reason to fail."""
    if results.reading.is_empty or results.query.number > 1 or results.query.is_narrowed:
        return
    term = LONG_NUMBER.sub(HIDDEN, results.reading.text)[: SearchedTerm.LONGEST].strip()
    try:
        with _impatient(), transaction.atomic():
            _count(timezone.localdate(), site, term, in_vain=not results.found.pages or results.reading.is_loosened)
    except DatabaseError:
        logger.warning("A search could not be counted.", exc_info=True)


@contextmanager
def _impatient():
    """SQLite has one writer; nobody who searches waits for another one."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _count(day, site, term, in_vain):
    own = SearchedTerm.objects.filter(day=day, site=site, term=term)
    counted = {"times": F("times") + 1, "times_in_vain": F("times_in_vain") + int(in_vain)}
    if own.update(**counted) or SearchedTerm.objects.filter(day=day).count() >= MOST_A_DAY:
        return
    SearchedTerm.objects.bulk_create([SearchedTerm(day=day, site=site, term=term)], ignore_conflicts=True)
    own.update(**counted)
