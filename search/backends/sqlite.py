"""SQLite's full-text index for Chinese.

The stock tokenizer takes a whole run of Chinese for one word, so nothing but whole runs is found, and a double quote
in the query is a server error. Here the index holds characters and a word of the query is the phrase of its own.
"""

from functools import reduce
from operator import and_, or_

from modelsearch.backends.database.sqlite.query import (
    Lexeme,
    MatchExpression,
    SearchQueryExpression,
    normalize,
)
from modelsearch.backends.database.sqlite.sqlite import (
    ObjectIndexer,
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.index import AutocompleteField, SearchField
from modelsearch.query import MatchAll, Not, Phrase, PlainText
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks

from search.analysis import index_text, phrases
from search.backends.ranking import Hits, Score

NOTHING = "\ufffe"


class CharacterQuery:
    """Builds the expression of a query out of phrases of characters."""

    def build_search_query_content(self, query, config=None):
        if not isinstance(query, (PlainText, Phrase)):
            return super().build_search_query_content(query, config=config)
        found = phrases(query.query_string)
        if isinstance(query, Phrase):
            found = [" ".join(found)] if found else []
        lexemes = [Lexeme(phrase) for phrase in found] or [Lexeme(NOTHING)]
        if self.LAST_TERM_IS_PREFIX and found:
            lexemes[-1] = Lexeme(found[-1], prefix=True)
        combine = or_ if getattr(query, "operator", "and").lower() == "or" else and_
        return SearchQueryExpression(reduce(combine, lexemes), config=config)

    def search(self, config, start, stop, score_field=None):
        """The objects that match, best first unless told otherwise; the index is read once a statement."""
        query = normalize(self.query)
        if isinstance(query, MatchAll):
            return self.queryset[start:stop]
        negated = isinstance(query, Not)
        query = query.subquery if negated else query
        if negated and isinstance(query, MatchAll):
            return self.queryset.none()
        match = MatchExpression(self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(query, config=config))
        content_types = get_descendants_content_types_pks(self.queryset.model)
        if negated:
            found = self.queryset.exclude(pk__in=Hits(match, content_types))
        else:
            found = self.queryset.filter(pk__in=Hits(match, content_types))
        ranked = self.order_by_relevance and not negated
        if (ranked or score_field) and not negated:
            name = score_field or "_score"
            found = found.annotate(**{name: Score(Hits(match, content_types, scored=True))})
            found = found.order_by(name, "-pk") if ranked else found
        elif not found.query.order_by:
            found = found.order_by("-pk")
        return found[start:stop]


class CharacterQueryCompiler(CharacterQuery, SQLiteSearchQueryCompiler):
    """Search in titles and texts."""


class CharacterAutocompleteCompiler(CharacterQuery, SQLiteAutocompleteQueryCompiler):
    """Search as one types."""


class CharacterIndex(SQLiteIndex):
    """Writes the index: each field is read once, and a row that is there already is replaced."""

    def _refresh_title_norms(self, full=False):
        """Lengths of titles are weighed by bm25 itself; averaging the whole table at each save is left out."""

    def add_items(self, model, objs):
        if not model.get_search_fields():
            return
        content_type = get_content_type_pk(model)
        entries = [self._entry(content_type, ObjectIndexer(obj, self.backend)) for obj in objs]
        self.entries.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["title", "body", "autocomplete"],
        )

    def _entry(self, content_type, indexer):
        parts = {"title": [], "body": [], "autocomplete": []}
        for declared in indexer.search_fields:
            for field, text in indexer.prepare_field(indexer.obj, declared):
                if isinstance(field, SearchField):
                    parts["title" if field.field_name == "title" else "body"].append(text)
                elif isinstance(field, AutocompleteField):
                    parts["autocomplete"].append(text)
        texts = {name: index_text(" ".join(found)) for name, found in parts.items()}
        return self.entries.model(content_type_id=content_type, object_id=indexer.id, **texts)


class SqliteSearchBackend(SQLiteSearchBackend):
    """The embedded search of a first run."""

    query_compiler_class = CharacterQueryCompiler
    autocomplete_query_compiler_class = CharacterAutocompleteCompiler
    index_class = CharacterIndex
