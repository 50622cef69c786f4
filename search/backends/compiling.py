"""From a query of Wagtail's to a statement: which objects match, and how well. Engines say how an index is asked.

The stock backends join the index to the objects, or ask it anew for every object they rank. Here the hits are found
once in a statement, and looked up by the object's number.
"""

from functools import reduce
from operator import and_, or_

from django.db.models import CharField, F, FloatField, Func, Q
from django.db.models.expressions import Expression
from django.db.models.functions import Cast
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks

from search.backends.words import one_phrase, phrases

EVERYTHING = ~Q(pk__in=())
NOTHING = Q(pk__in=())


class Hits(Expression):
    """The numbers of the objects of a model that hold the phrases (all or any), as a subquery; with their scores, the
    lower the better, if asked for.
    """

    output_field = CharField()

    def __init__(self, model, found, columns, is_any=False, scored=False):
        super().__init__()
        self.found, self.columns, self.is_any, self.scored = tuple(found), tuple(columns), is_any, scored
        self.number = model._meta.pk
        self.content_types = tuple(get_descendants_content_types_pks(model))

    @property
    def marks(self):
        """A placeholder for each content type."""
        return ", ".join(["%s"] * len(self.content_types))

    def as_sql(self, compiler, connection):
        raise NotImplementedError


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


class FoldedQuery:
    """Compiles queries of words; stands before an engine's compiler."""

    hits = Hits
    columns = ("title", "body")

    def check(self):
        """Any filter and any order may stand in the queryset: it is asked as it is, in the same database."""

    def search(self, config, start, stop, score_field=None, backend=None):
        """The objects that match, best first unless told otherwise."""
        if isinstance(self.query, MatchAll):
            return self.queryset[start:stop]
        found = self.queryset.filter(self._condition(self.query))
        wanted, is_any = self._wanted()
        if wanted and (self.order_by_relevance or score_field):
            name = score_field or "_score"
            found = found.annotate(**{name: Score(self._hits(wanted, is_any, scored=True))})
            if self.order_by_relevance:
                return found.order_by(name, "-pk")[start:stop]
        return (found if found.query.order_by else found.order_by("-pk"))[start:stop]

    def _condition(self, query):
        if isinstance(query, MatchAll):
            return EVERYTHING
        if isinstance(query, Not):
            return ~self._condition(query.subquery)
        if isinstance(query, And | Or):
            combine, none = (and_, EVERYTHING) if isinstance(query, And) else (or_, NOTHING)
            return reduce(combine, map(self._condition, query.subqueries), none)
        if isinstance(query, Boost):
            return self._condition(query.subquery)
        found, is_any = self._phrases(query)
        return Q(pk__in=self._hits(found, is_any)) if found else NOTHING

    def _wanted(self):
        """The phrases that rank, and whether one is enough: those that are asked for, not those that are excluded."""
        leaves = list(_leaves(self.query))
        if len(leaves) == 1:
            return self._phrases(leaves[0])
        return [phrase for leaf in leaves for phrase in self._phrases(leaf)[0]], True

    def _phrases(self, query):
        goes_on = self.LAST_TERM_IS_PREFIX
        if isinstance(query, Phrase):
            return one_phrase(query.query_string, goes_on), False
        if isinstance(query, PlainText | Fuzzy):
            return phrases(query.query_string, goes_on), query.operator == "or"
        raise NotImplementedError(type(query).__name__)

    def _hits(self, found, is_any, scored=False):
        return self.hits(self.queryset.model, found, self._searched(), is_any, scored)

    def _searched(self):
        """The columns that are searched; the index tells titles from other fields, no more."""
        if not self.fields or len(self.columns) == 1:
            return self.columns
        return [column for column in self.columns if (column == "title") in {name == "title" for name in self.fields}]


def _leaves(query):
    if isinstance(query, And | Or):
        for subquery in query.subqueries:
            yield from _leaves(subquery)
    elif isinstance(query, Boost):
        yield from _leaves(query.subquery)
    elif not isinstance(query, Not | MatchAll):
        yield query
