"""The database refuses to change or remove what the log holds, whoever asks and whatever way."""

import pytest
from django.db import DatabaseError, connection, transaction

from cms.approval.models import LogChain, LogEntry
from cms.approval.triggers.installing import differences
from tests.approval.log.helpers import make_chain

pytestmark = pytest.mark.django_db
ENTRIES = LogEntry._meta.db_table
CHAINS = LogChain._meta.db_table


def columns(table):
    return [field.column for field in (LogEntry if table == ENTRIES else LogChain)._meta.concrete_fields]


def refused(sql):
    with pytest.raises(DatabaseError, match="appended"), transaction.atomic(), connection.cursor() as cursor:
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


def test_log__guarded_by_every_trigger():
    assert differences() == ([], [])
