"""What migrations leave in a fresh database is there again after each test that commits.

Django empties every table after such a test, the first page, locale and collection among them, and loading them as
fixtures is refused by the gate. So their rows are noted before the first such test and put back after each, while the
gate's triggers are lifted: SQLite empties a table row by row, and the first pages are public without an approval.
"""

import pytest
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from cms.triggers.installing import lifted, remove

COMMITTING = {"transactional_db", "live_server"}
ROWS = pytest.StashKey[dict]()


def commits(item):
    """Whether the test writes to the database for good."""
    marker = item.get_closest_marker("django_db")
    return bool(COMMITTING & set(item.fixturenames) or (marker and marker.kwargs.get("transaction")))


@pytest.fixture(scope="session")
def first_rows(request, django_db_setup, django_db_blocker):
    """Note the columns and rows of every table of the fresh database."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        request.session.stash[ROWS] = {table: _rows(cursor, table) for table in _tables(cursor)}


@pytest.fixture(autouse=True)
def _baseline(request):
    if commits(request.node):
        request.getfixturevalue("first_rows")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Put the rows back once Django has emptied the tables; after the last test only where the database stays."""
    if not commits(item) or ROWS not in item.session.stash:
        return (yield)
    with item.config.stash[blocking_manager_key].unblock():
        remove()
    result = yield
    if nextitem is not None or item.config.getoption("reuse_db"):
        with item.config.stash[blocking_manager_key].unblock():
            _restore(item.session.stash[ROWS])
            connection.close()
    return result


def _tables(cursor):
    """All tables but those of the search index of SQLite, which follow their own."""
    names = [table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t"]
    return [name for name in names if "_fts" not in name]


def _rows(cursor, table):
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return [column[0] for column in cursor.description], cursor.fetchall()


def _restore(rows):
    quote = connection.ops.quote_name
    with connection.constraint_checks_disabled(), lifted(), connection.cursor() as cursor:
        for table in rows:
            cursor.execute(f"DELETE FROM {quote(table)}")
        for table, (columns, values) in rows.items():
            if values:
                names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", values)
