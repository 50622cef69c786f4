"""Wagtail's own search, which the admin uses: lists, choosers, forms. The same on SQLite and PostgreSQL.

The stock indexes take a whole run of Chinese for one word, so nothing but whole runs is found. Here they hold the
tokens of search/folding.py, and a word of a query is the phrase of its tokens.
"""

from django.db import connection
from django.utils.module_loading import import_string

BACKENDS = {
    "sqlite": "search.backends.sqlite.SqliteSearchBackend",
    "postgresql": "search.backends.postgresql.PostgresqlSearchBackend",
}


def SearchBackend(params):
    """The backend for the default database, loaded by name because each engine's module asks for its own tables.

    The function's name is the one that the setting looks for.
    """
    return import_string(BACKENDS[connection.vendor])(params)
