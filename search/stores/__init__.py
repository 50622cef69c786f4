"""The engine of this installation."""

from functools import cache

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

ELASTICSEARCH = "search.elastic.store.ElasticStore"
STORES = {"sqlite": "search.stores.sqlite.SqliteStore", "postgresql": "search.stores.postgresql.PostgresqlStore"}


@cache
def store():
    """The index of passages that this installation uses: Elasticsearch's where SEARCH_URL names one, else that of its
    database.
    """
    return import_string(ELASTICSEARCH if settings.SEARCH_URL else STORES[connection.vendor])()
