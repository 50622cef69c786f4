"""Wagtail's search on PostgreSQL: vectors of tokens with their places, under the inverted indexes that Wagtail brings.

The vectors are written as they are, so that no dictionary of the database has a say in what a word is.
"""

from modelsearch.backends.database.postgres.postgres import (
    IndexEntry,
    ObjectIndexer,
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from search.backends.compiling import FoldedQuery, Hits
from search.backends.writing import FoldedIndex

ENTRIES = IndexEntry._meta.db_table
# A word in the title counts more than one in the text.
WEIGHTS = {"title": 5.0, "body": 1.0, "autocomplete": 1.0}
# Divides by the length of the text.
BY_LENGTH = 1
# PostgreSQL counts places to 16,383; in a longer text they begin anew, so that phrases are found in all of it.
MOST_PLACES = 16_000
# It keeps so many places of a token, and a vector of less than a megabyte.
MOST_OF_A_TOKEN = 255
MOST_BYTES = 800_000
BYTES_OF_A_TOKEN, BYTES_OF_A_PLACE = 4, 2


class PostgresqlHits(Hits):
    """Each phrase may stand in any of the columns, each of which has an index."""

    def as_sql(self, compiler, connection):
        wanted = [_query(words) for words in self.found]
        anywhere = " OR ".join(f"entry.{column} @@ %s::tsquery" for column in self.columns)
        condition = (" OR " if self.is_any else " AND ").join([f"({anywhere})"] * len(wanted))
        shown, params = self._shown(connection, wanted)
        params += [*self.content_types, *(query for query in wanted for _column in self.columns)]
        sql = (
            f"(SELECT {shown} FROM {ENTRIES} AS entry WHERE entry.content_type_id IN ({self.marks}) AND ({condition}))"
        )
        return sql, params

    def _shown(self, connection, wanted):
        """The object's number; as text where the score is looked up by it, for so the entry has it in an index."""
        if not self.scored:
            return f"CAST(entry.object_id AS {self.number.cast_db_type(connection)}) AS object_id", []
        any_of_them = " | ".join(f"({query})" for query in wanted)
        ranks = " + ".join(
            f"{WEIGHTS[column]} * ts_rank(entry.{column}, %s::tsquery, {BY_LENGTH})" for column in self.columns
        )
        return f"entry.object_id AS object_id, -({ranks}) AS score", [any_of_them] * len(self.columns)


class PostgresqlQueryCompiler(FoldedQuery, PostgresSearchQueryCompiler):
    """Search in titles and texts."""

    hits = PostgresqlHits


class PostgresqlAutocompleteCompiler(FoldedQuery, PostgresAutocompleteQueryCompiler):
    """Search as one types."""

    hits = PostgresqlHits
    columns = ("autocomplete",)


class PostgresqlIndex(FoldedIndex, PostgresIndex):
    """Vectors; the plain texts that the stock index keeps beside them are emptied."""

    written = (*FoldedIndex.written, "title_text", "body_text")
    indexer = ObjectIndexer

    def stored(self, found):
        places, left = {}, MOST_BYTES
        for place, token in enumerate(found):
            if token not in places:
                left -= len(token.encode()) + BYTES_OF_A_TOKEN
            left -= BYTES_OF_A_PLACE
            if left < 0:
                break
            places.setdefault(token, set()).add(place % MOST_PLACES + 1)
        return " ".join(f"'{token}':{','.join(map(str, sorted(at)[:MOST_OF_A_TOKEN]))}" for token, at in places.items())


class PostgresqlSearchBackend(PostgresSearchBackend):
    """The search of an installation in production."""

    query_compiler_class = PostgresqlQueryCompiler
    autocomplete_query_compiler_class = PostgresqlAutocompleteCompiler
    index_class = PostgresqlIndex


def _query(words):
    """A phrase of lexemes; tokens are letters and figures only."""
    lexemes = [f"'{token}'" for token in words.tokens]
    lexemes[-1] += ":*" if words.is_beginning else ""
    return " <-> ".join(lexemes)
