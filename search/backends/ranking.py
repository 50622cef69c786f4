"""What a query finds in SQLite's full-text table, and how well, as parts of a statement.

The stock backend asks the full-text table anew for every page it ranks, which takes a minute and a half for a common
word in five thousand documents. Here the hits are found once in a statement, and looked up by the page's number.
"""

from django.db.models import CharField, F, FloatField, Func
from django.db.models.expressions import Expression
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite.query import SQLiteFTSIndexEntry
from modelsearch.backends.database.sqlite.sqlite import IndexEntry

FULL_TEXT = SQLiteFTSIndexEntry._meta.db_table
ENTRIES = IndexEntry._meta.db_table
# In the order of the table's columns: autocomplete, body, title. A word in the title counts more than one in the text.
WEIGHTS = "1.0, 1.0, 5.0"


class Hits(Expression):
    """The numbers of the objects that match, as a subquery; with their scores, the lower the better, if asked for.

    The full-text table leads, so that it is read once, and the limit keeps SQLite from folding the scores into what
    surrounds them.
    """

    output_field = CharField()

    def __init__(self, match, content_types, scored=False):
        super().__init__()
        self.match, self.content_types, self.scored = match, tuple(content_types), scored

    def as_sql(self, compiler, connection):
        _sql, match = self.match.as_sql(compiler, connection)
        score = f", bm25({FULL_TEXT}, {WEIGHTS}) AS score" if self.scored else ""
        marks = ", ".join(["%s"] * len(self.content_types))
        sql = (
            f"(SELECT entry.object_id AS object_id{score} FROM {FULL_TEXT} CROSS JOIN {ENTRIES} AS entry"
            f" WHERE entry.id = {FULL_TEXT}.rowid AND {FULL_TEXT} MATCH %s AND entry.content_type_id IN ({marks})"
            " LIMIT -1)"
        )
        return sql, [*match, *self.content_types]


class Score(Func):
    """How well the row's object matches."""

    output_field = FloatField()

    def __init__(self, hits):
        super().__init__(Cast(F("pk"), CharField()))
        self.hits = hits

    def as_sql(self, compiler, connection):
        hits, params = self.hits.as_sql(compiler, connection)
        number, own = compiler.compile(self.source_expressions[0])
        return f"(SELECT hits.score FROM {hits} AS hits WHERE hits.object_id = {number})", [*params, *own]
