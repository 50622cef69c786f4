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

    def ranked(self, weights, narrowing, limit):
        """SQL for the numbers of the passages with words of the highest weight, and its parameters."""
        raise NotImplementedError

    def holding(self, words, limit):
        found = {}
        for word in words:
            condition, param = self.condition([word])
            found[word] = self._rows(f"SELECT count(*) FROM {self.table} WHERE {condition}", [param])[0][0]
        return found

    def pages(self, needed, excluded, scope, limit, among=None):
        narrowing = scope.as_sql()
        if narrowing is None or (among is not None and not among):
            return []
        found, params = self._set(needed)
        if excluded:
            without, more = self._set([excluded])
            found, params = f"{found} EXCEPT SELECT page FROM ({without}) AS gone", [*params, *more]
        condition, own = narrowing.sql, [*narrowing.params]
        if among is not None:
            condition += f" AND search_entry.page_id IN ({', '.join(['%s'] * len(among))})"
            own += among
        sql = (
            f"SELECT search_entry.page_id FROM ({found}) AS found CROSS JOIN search_entry"
            f" WHERE search_entry.page_id = found.page AND {condition}"
            " ORDER BY search_entry.listed_at DESC, search_entry.page_id DESC LIMIT %s"
        )
        return [row[0] for row in self._rows(sql, [*params, *own, limit])]

    def best(self, weights, scope, limit):
        narrowing = scope.as_sql()
        if narrowing is None or not weights:
            return []
        return [row[0] for row in self._rows(*self.ranked(weights, narrowing, limit))]

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
