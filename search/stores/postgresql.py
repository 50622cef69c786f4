"""The index in PostgreSQL: a table of tokens with their places, under an inverted index."""

from django.db import connection

from search.folding import phrase, tokens
from search.stores.database import SHIFT, DatabaseStore

CREATE = (
    "CREATE TABLE search_passage_words (id bigint PRIMARY KEY, words tsvector NOT NULL);"
    "CREATE INDEX search_passage_words_gin ON search_passage_words USING gin (words)"
)
DROP = "DROP TABLE IF EXISTS search_passage_words"


class PostgresqlStore(DatabaseStore):
    table = "search_passage_words"
    column = "id"

    def write(self, passages):
        rows = [(number, _vector(tokens(folded))) for number, folded in passages]
        with connection.cursor() as cursor:
            for start in range(0, len(rows), 500):
                group = rows[start : start + 500]
                marks = ", ".join(["(%s, %s::tsvector)"] * len(group))
                cursor.execute(
                    f"INSERT INTO search_passage_words (id, words) VALUES {marks}",
                    [value for row in group for value in row],
                )

    def erase(self, passages):
        numbers = [number for number, _folded in passages]
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_passage_words WHERE id = ANY(%s)", [numbers])

    def clear(self):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_passage_words")

    def condition(self, words):
        return "words @@ %s::tsquery", " | ".join(f"({_query(word)})" for word in words)

    def ranked(self, weights, narrowing, limit):
        parts, params = [], []
        for word, weight in weights.items():
            condition, param = self.condition([word])
            parts.append(f"SELECT id, %s::float8 AS weight FROM search_passage_words WHERE {condition}")
            params += [weight, param]
        sql = (
            f"SELECT hit.id FROM ({' UNION ALL '.join(parts)}) AS hit"
            f" JOIN search_entry ON search_entry.page_id = hit.id >> {SHIFT} WHERE {narrowing.sql}"
            " GROUP BY hit.id ORDER BY sum(hit.weight) DESC, hit.id LIMIT %s"
        )
        return sql, [*params, *narrowing.params, limit]


def _vector(found):
    places = {}
    for place, token in enumerate(found, start=1):
        places.setdefault(token, []).append(str(place))
    return " ".join(f"'{token}':{','.join(at[:255])}" for token, at in places.items())


def _query(word):
    """The word as a phrase of lexemes; its tokens are letters and figures only."""
    found, is_beginning = phrase(word)
    lexemes = [f"'{token}'" for token in found]
    lexemes[-1] += ":*" if is_beginning else ""
    return " <-> ".join(lexemes)
