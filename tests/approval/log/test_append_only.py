"""The database refuses to change or remove what the log holds, whoever asks and whatever way."""

import pytest
from django.db import DatabaseError, connection, transaction

from cms.approval.models import LogChain, LogEntry
from cms.triggers.installing import differences
from tests.approval.log.helpers import make_chain

pytestmark = pytest.mark.django_db
ENTRIES = LogEntry._meta.db_table
CHAINS = LogChain._meta.db_table


def columns(table):
    return [field.column for field in (LogEntry if table == ENTRIES else LogChain)._meta.concrete_fields]


def refused(sql):
    with (
        pytest.raises(DatabaseError, match="appended|in the place of another"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.fixture
def chain():
    return make_chain(3)


@pytest.mark.parametrize("column", columns(ENTRIES))
def test_entry__not_changed_in_any_column(chain, column):
    refused(f"UPDATE {ENTRIES} SET {column} = {column} WHERE number = 2")


def test_entry__not_removed(chain):
    refused(f"DELETE FROM {ENTRIES} WHERE number = 3")
    refused(f"DELETE FROM {ENTRIES}")


def test_entry__not_changed_or_removed_by_the_models(chain):
    entry = LogEntry.objects.get(chain=chain, number=2)
    entry.title = "改写"
    for change in (entry.save, entry.delete, LogEntry.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        LogEntry.objects.filter(pk=entry.pk).update(title="改写")


def test_chain__not_changed_or_removed(chain):
    refused(f"UPDATE {CHAINS} SET id = id")
    refused(f"DELETE FROM {CHAINS}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no INSERT OR REPLACE")
def test_entry__not_replaced(chain):
    names = ", ".join(columns(ENTRIES))
    for kept in (columns(ENTRIES), [name for name in columns(ENTRIES) if name != "id"]):
        own = ", ".join(kept)
        refused(f"INSERT OR REPLACE INTO {ENTRIES} ({own}) SELECT {own} FROM {ENTRIES} WHERE number = 2")
    refused(f"REPLACE INTO {ENTRIES} ({names}) SELECT {names} FROM {ENTRIES} WHERE number = 1")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no INSERT OR REPLACE")
def test_entry__not_replaced_through_any_unique_column(chain):
    """The id, the number and the hash are new; only the entry before is another's."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
    try:
        own = {"id": "9999", "number": "77", "hash": f"'{'f' * 64}'"}
        names = columns(ENTRIES)
        values = ", ".join(own.get(name, name) for name in names)
        refused(f"REPLACE INTO {ENTRIES} ({', '.join(names)}) SELECT {values} FROM {ENTRIES} WHERE number = 3")
        refused(f"REPLACE INTO {CHAINS} (id, key) SELECT 9999, key FROM {CHAINS}")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers=ON")
    assert LogEntry.objects.filter(chain=chain).count() == 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", [ENTRIES, CHAINS])
def test_log__not_emptied(chain, table):
    connection.check_constraints()
    with pytest.raises(DatabaseError, match="never emptied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert LogEntry.objects.filter(chain=chain).count() == 3


def test_log__guarded_by_every_trigger():
    assert differences() == ([], [])
