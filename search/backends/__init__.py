"""Search in the database itself: SQLite with an index of characters, PostgreSQL as Wagtail brings it."""

from django.db import connection
from modelsearch.backends.database import SearchBackend as DatabaseSearchBackend

from search.backends.sqlite import SqliteSearchBackend


def SearchBackend(params):
    """The backend for the default database; the name is the one that settings look for."""
    return SqliteSearchBackend(params) if connection.vendor == "sqlite" else DatabaseSearchBackend(params)
