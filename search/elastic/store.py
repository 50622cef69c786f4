"""The index in Elasticsearch: it hears of changes after they stand, and proposes what the database judges."""

from collections import defaultdict
from contextlib import suppress

from cms.jobs.lock import AlreadyRunning
from search.elastic.building import build
from search.elastic.conditions import filters
from search.elastic.connection import asking, working
from search.elastic.debts import owe, owed, pay
from search.elastic.indexes import Indexes, alias
from search.elastic.models import EngineDebt
from search.folding import phrase
from search.models import Passage
from search.stores.base import Store, Unavailable

# A single character is the beginning of so many pairs at most.
MOST_PAIRS = 8_000
NOTHING = {"stored_fields": "_none_", "track_total_hits": False, "allow_partial_search_results": False}
NEWEST_FIRST = [{"listed_at": "desc"}, {"page": "desc"}]
COUNTS = ["responses.hits.total.value", "responses.error"]


class ElasticStore(Store):
    compared = 400

    def write(self, passages):
        """The engine reads passages when it is told which pages changed."""

    def erase(self, passages):
        """The engine drops passages when it is told which pages changed."""

    def changed(self, pages):
        owe(pages)

    def clear(self):
        with working() as client:
            indexes = Indexes(client)
            indexes.drop(indexes.own)
        EngineDebt.objects.all().delete()
        build()

    def settle(self):
        with suppress(AlreadyRunning):
            with working() as client:
                indexes = Indexes(client)
                if indexes.in_use:
                    indexes.drop(indexes.older)
            pay() if indexes.in_use else build()

    def rebuild(self, progress):
        build(progress)

    def holding(self, words, limit):
        if not words:
            return {}
        searches = []
        for word in words:
            searches += [{}, {"size": 0, "track_total_hits": limit, "query": _holds("words", word)}]
        with asking() as client:
            answers = client.msearch(index=alias(), searches=searches, filter_path=COUNTS)["responses"]
        return {word: _total(answer) for word, answer in zip(words, answers, strict=True)}

    def pages(self, needed, excluded, scope, limit, among=None):
        if among is not None and not among:
            return []
        where = [filters(scope.condition()), *(_any("text", words) for words in needed)]
        if among is not None:
            where.append({"terms": {"page": list(among)}})
        query = {"bool": {"filter": where, "must_not": [_holds("text", word) for word in excluded]}}
        with asking() as client:
            answer = client.search(
                index=alias(), query=query, size=limit, sort=NEWEST_FIRST, filter_path=["hits.hits.sort"], **NOTHING
            )
        return _as_of_now([hit["sort"][1] for hit in _hits(answer)], needed, excluded)

    def best(self, weights, scope, limit):
        if not weights:
            return []
        should = [_holds("words", word, weight) for word, weight in weights.items()]
        query = {"bool": {"filter": [filters(scope.condition())], "should": should, "minimum_should_match": 1}}
        with asking() as client:
            answer = client.search(
                index=alias(),
                query=query,
                size=limit,
                docvalue_fields=["passage"],
                filter_path=["hits.hits.fields"],
                **NOTHING,
            )
        return [hit["fields"]["passage"][0] for hit in _hits(answer)]


def _as_of_now(pages, needed, excluded):
    """The pages without those that changed since the engine heard of them and do not hold the words any more."""
    changed = owed(pages)
    texts = defaultdict(list)
    for page, folded in Passage.objects.filter(entry__in=changed).values_list("entry_id", "folded") if changed else ():
        texts[page].append(folded)

    def holds(page, words):
        return any(word in folded for word in words for folded in texts[page])

    def is_found(page):
        return all(holds(page, words) for words in needed) and not holds(page, excluded)

    return [page for page in pages if page not in changed or is_found(page)]


def _hits(answer):
    """The hits; where there are none, the filtered answer is empty."""
    return answer.get("hits", {}).get("hits", ())


def _any(field, words):
    found = [_holds(field, word) for word in words]
    return found[0] if len(found) == 1 else {"bool": {"should": found}}


def _holds(field, word, boost=1.0):
    """The query for texts with a folded word: its tokens in a row, the last of which may be only a beginning.

    The engine adds up how rare each of the tokens is, which would let long words outweigh the others.
    """
    found, is_beginning = phrase(word)
    boost /= len(found)
    text = " ".join(found)
    if not is_beginning:
        return {"match_phrase": {field: {"query": text, "boost": boost}}}
    if len(found) == 1:
        return {"prefix": {field: {"value": text, "boost": boost}}}
    return {"match_phrase_prefix": {field: {"query": text, "max_expansions": MOST_PAIRS, "boost": boost}}}


def _total(answer):
    """How many there are; the engine tells of each question by itself whether it could answer."""
    if "error" in answer:
        raise Unavailable(f"The engine did not count: {answer['error']}")
    return answer["hits"]["total"]["value"]
