"""Search in the database itself: SQLite with an index of characters, PostgreSQL as Wagtail brings it."""

from django.db import connection
from django.utils.module_loading import import_string

BACKENDS = {"sqlite": "search.backends.sqlite.SqliteSearchBackend"}
STOCK = "modelsearch.backends.database.SearchBackend"


def SearchBackend(params):
    """The backend for the default database, loaded by name because each engine's module asks for its own tables.

    The function's name is the one that the setting looks for.
    """
    return import_string(BACKENDS.get(connection.vendor, STOCK))(params)
