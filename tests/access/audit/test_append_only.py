"""The database refuses to change or remove what the audit holds."""

import pytest
from django.db import DatabaseError, connection, transaction

from cms.access.audit.events import Event
from cms.access.audit.models import AuditEntry
from cms.access.audit.recording import record
from cms.triggers.installing import differences

pytestmark = pytest.mark.django_db
TABLE = AuditEntry._meta.db_table


@pytest.fixture
def entry():
    return record(Event.EXPORTED, target_label="名单")


@pytest.mark.parametrize(
    "sql",
    [f"UPDATE {TABLE} SET account = 'x'", f"DELETE FROM {TABLE}", "DELETE FROM audit_audithead"],
)
def test_entry__not_changed_or_removed_by_sql(entry, sql):
    with pytest.raises(DatabaseError, match="appended"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_entry__not_changed_or_removed_by_the_models(entry):
    entry.name = "别人"
    for change in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(name="别人")


def test_triggers__are_in_place():
    assert differences() == ([], [])
