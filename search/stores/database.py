"""What SQLite and PostgreSQL do alike: pages are sets that are intersected, in one statement."""

from django.db import connection

from search.models import Passage
from search.stores.base import Store

SHIFT = Passage.PLACES.bit_length() - 1


class DatabaseStore(Store):
    """An index in the database itself, written in the transaction of what it is about."""

    table = ""
    column = ""

    def condition(self, words):
        """SQL that holds for rows of the index with one of the words, and its parameter."""
        raise NotImplementedError

    def holding(self, word):
        condition, param = self.condition([word])
        return self._rows(f"SELECT count(*) FROM {self.table} WHERE {condition}", [param])[0][0]

    def pages(self, needed, excluded, narrowing, limit):
        found, params = self._set(needed)
        if excluded:
            without, more = self._set([excluded])
            found, params = f"{found} EXCEPT SELECT page FROM ({without}) AS gone", [*params, *more]
        sql = (
            f"SELECT search_entry.page_id FROM ({found}) AS found CROSS JOIN search_entry"
            f" WHERE search_entry.page_id = found.page AND {narrowing.sql}"
            " ORDER BY search_entry.listed_at DESC, search_entry.page_id DESC LIMIT %s"
        )
        return [row[0] for row in self._rows(sql, [*params, *narrowing.params, limit])]

    def _set(self, groups):
        parts, params = [], []
        for words in groups:
            condition, param = self.condition(words)
            parts.append(f"SELECT DISTINCT {self.column} >> {SHIFT} AS page FROM {self.table} WHERE {condition}")
            params.append(param)
        return " INTERSECT ".join(parts), params

    def _rows(self, sql, params):
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()
