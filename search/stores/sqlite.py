"""The index in SQLite: a full-text table of tokens, without the texts."""

from django.db import connection

from search.folding import phrase, tokens
from search.stores.database import SHIFT, DatabaseStore

CREATE = (
    "CREATE VIRTUAL TABLE search_passage_fts USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')"
)
DROP = "DROP TABLE IF EXISTS search_passage_fts"


class SqliteStore(DatabaseStore):
    table = "search_passage_fts"
    column = "rowid"

    def write(self, passages):
        rows = [(number, " ".join(tokens(folded))) for number, folded in passages]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO search_passage_fts(rowid, words) VALUES (%s, %s)", rows)

    def erase(self, passages):
        rows = [(number, " ".join(tokens(folded))) for number, folded in passages]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_passage_fts(search_passage_fts, rowid, words) VALUES ('delete', %s, %s)", rows
            )

    def clear(self):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_passage_fts(search_passage_fts) VALUES ('delete-all')")

    def condition(self, words):
        return "search_passage_fts MATCH %s", _any(words)

    def ranked(self, weights, narrowing, limit):
        sql = (
            "SELECT search_passage_fts.rowid FROM search_passage_fts CROSS JOIN search_entry"
            f" WHERE search_passage_fts MATCH %s AND search_entry.page_id = search_passage_fts.rowid >> {SHIFT}"
            f" AND {narrowing.sql} ORDER BY bm25(search_passage_fts) LIMIT %s"
        )
        return sql, [_any(weights), *narrowing.params, limit]


def _any(words):
    return " OR ".join(map(_expression, words))


def _expression(word):
    """The word as a phrase of the full-text table; its tokens are letters and figures only."""
    found, is_beginning = phrase(word)
    return f'"{" ".join(found)}"{" *" if is_beginning else ""}'
