"""Wagtail's search on SQLite: a full-text table of tokens."""

from modelsearch.backends.database.sqlite.query import SQLiteFTSIndexEntry
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    ObjectIndexer,
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)

from search.backends.compiling import FoldedQuery, Hits
from search.backends.writing import FoldedIndex

FULL_TEXT = SQLiteFTSIndexEntry._meta.db_table
ENTRIES = IndexEntry._meta.db_table
# In the order of the table's columns: autocomplete, body, title. A word in the title counts more than one in the text.
WEIGHTS = "1.0, 1.0, 5.0"


class SqliteHits(Hits):
    """The full-text table leads, so that it is read once, and the limit keeps SQLite from folding the scores into what
    surrounds them.
    """

    def as_sql(self, compiler, connection):
        score = f", bm25({FULL_TEXT}, {WEIGHTS}) AS score" if self.scored else ""
        sql = (
            f"(SELECT entry.object_id AS object_id{score} FROM {FULL_TEXT} CROSS JOIN {ENTRIES} AS entry"
            f" WHERE entry.id = {FULL_TEXT}.rowid AND {FULL_TEXT} MATCH %s AND entry.content_type_id IN ({self.marks})"
            " LIMIT -1)"
        )
        return sql, [self._match(), *self.content_types]

    def _match(self):
        found = (" OR " if self.is_any else " AND ").join(map(_expression, self.found))
        return f"{{{' '.join(self.columns)}}} : ({found})"


class SqliteQueryCompiler(FoldedQuery, SQLiteSearchQueryCompiler):
    """Search in titles and texts."""

    hits = SqliteHits


class SqliteAutocompleteCompiler(FoldedQuery, SQLiteAutocompleteQueryCompiler):
    """Search as one types."""

    hits = SqliteHits
    columns = ("autocomplete",)


class SqliteIndex(FoldedIndex, SQLiteIndex):
    """Tokens, with blanks between them."""

    indexer = ObjectIndexer

    def stored(self, found):
        return " ".join(found)


class SqliteSearchBackend(SQLiteSearchBackend):
    """The embedded search of a first run."""

    query_compiler_class = SqliteQueryCompiler
    autocomplete_query_compiler_class = SqliteAutocompleteCompiler
    index_class = SqliteIndex


def _expression(words):
    """A phrase of the full-text table; tokens are letters and figures only."""
    return f'"{" ".join(words.tokens)}"{" *" if words.is_beginning else ""}'
