"""What the engine holds of pages: one document of the whole text, and one of each passage."""

import logging
from collections import defaultdict

from elasticsearch.helpers import streaming_bulk

from search.elastic.indexes import FACTS
from search.folding import tokens
from search.models import Entry, Passage
from search.stores.base import Unavailable

MOST_BYTES = 10 * 2**20
BAD, GONE = 400, 404

logger = logging.getLogger(__name__)


def write_pages(client, numbers, targets):
    """Bring what the engine holds of pages, by number, to what the database holds now, in each of the indexes.

    Raises Unavailable where it took not all of it; what it took is right.
    """
    pages = _pages(numbers)
    for index in targets:
        known = _places(client, index, numbers)
        actions = (
            action for number in numbers for action in _actions(index, number, pages.get(number), known.get(number, 0))
        )
        for done, answer in streaming_bulk(client, actions, max_chunk_bytes=MOST_BYTES, raise_on_error=False):
            if not done:
                _judge(*answer.values())


def _judge(refused):
    """What is not there need not be deleted; what it cannot read holds nothing up; the rest is an error."""
    if refused["status"] == BAD:
        logger.error("The search engine cannot read a document: %s", refused)
    elif refused["status"] != GONE:
        raise Unavailable(f"The engine did not take a document: {refused}")


def _pages(numbers):
    """The entries of pages with what their passages say, in their order."""
    texts = defaultdict(list)
    rows = Passage.objects.filter(entry__in=numbers).order_by("pk").values_list("entry_id", "pk", "folded")
    for page, number, folded in rows:
        texts[page].append((number, " ".join(tokens(folded))))
    return {entry.pk: (entry, texts[entry.pk]) for entry in Entry.objects.filter(pk__in=numbers)}


def _places(client, index, numbers):
    """How many passages of pages the index holds."""
    answer = client.mget(index=index, ids=[str(number) for number in numbers], source=["places"])
    return {int(each["_id"]): each["_source"]["places"] for each in answer["docs"] if each.get("found")}


def _actions(index, number, page, known):
    """What to tell the engine of a page, of which it holds so many passages."""
    places = 0
    if page:
        entry, passages = page
        facts = _facts(entry)
        places = passages[-1][0] % Passage.PLACES + 1 if passages else 0
        text = [words for _number, words in passages]
        yield {"_index": index, "_id": str(number), **facts, "places": places, "text": text}
        for own, words in passages:
            yield {"_index": index, "_id": f"p{own}", **facts, "passage": own, "words": words}
    else:
        yield {"_op_type": "delete", "_index": index, "_id": str(number)}
    for place in range(places, known):
        yield {"_op_type": "delete", "_index": index, "_id": f"p{Passage.number(number, place)}"}


def _facts(entry):
    """What a search is narrowed by; a fact that there is not is left out."""
    values = {name: getattr(entry, name) for name in FACTS if name != "department"}
    values |= {"department": entry.department_id, "page": entry.pk, "listed_at": entry.listed_at}
    return {name: value for name, value in values.items() if value is not None}
