"""The engine of this installation."""

from functools import cache

from django.db import connection
from django.utils.module_loading import import_string

STORES = {"sqlite": "search.stores.sqlite.SqliteStore", "postgresql": "search.stores.postgresql.PostgresqlStore"}


@cache
def store():
    """The index of passages that this installation uses: that of its database."""
    return import_string(STORES[connection.vendor])()
