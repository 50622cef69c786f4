"""What SQLite and PostgreSQL do alike: pages are sets that are intersected, in one statement."""

from django.db import connection

from search.models import Passage
from search.stores.base import Store

SHIFT = Passage.PLACES.bit_length() - 1


class DatabaseStore(Store):
    """An index in the database itself, written in the transaction of what it is about."""

    table = ""
    column = ""

    def condition(self, word):
        """SQL that holds for rows of the index with the word, and its parameter."""
        raise NotImplementedError

    def holding(self, word):
        condition, param = self.condition(word)
        return self._rows(f"SELECT count(*) FROM {self.table} WHERE {condition}", [param])[0][0]

    def pages(self, needed, excluded, narrowing, limit):
        found, params = self._set(needed, "INTERSECT")
        if excluded:
            without, more = self._set(excluded, "UNION")
            found, params = f"{found} EXCEPT SELECT page FROM ({without}) AS gone", [*params, *more]
        sql = (
            f"SELECT search_entry.page_id FROM ({found}) AS found CROSS JOIN search_entry"
            f" WHERE search_entry.page_id = found.page AND {narrowing.sql}"
            " ORDER BY search_entry.listed_at DESC, search_entry.page_id DESC LIMIT %s"
        )
        return [row[0] for row in self._rows(sql, [*params, *narrowing.params, limit])]

    def _set(self, words, operator):
        parts, params = [], []
        for word in words:
            condition, param = self.condition(word)
            parts.append(f"SELECT DISTINCT {self.column} >> {SHIFT} AS page FROM {self.table} WHERE {condition}")
            params.append(param)
        return f" {operator} ".join(parts), params

    def _rows(self, sql, params):
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()
