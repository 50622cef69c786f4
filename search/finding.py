"""From a query to what is shown: which pages, in which order, how many, and how they spread over the facets."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

from django.core.cache import cache
from django.utils import timezone

from cms.content.validity import validity_on
from search.among import Among
from search.models import Entry, Passage
from search.narrowing import FACETS, GONE, Scope
from search.ranking import rank, weighed
from search.reading import Reading
from search.stores import store
from search.versions import fold_versions

# So many pages are counted; of more it is said that there are more.
COUNTED = 1_000
MOST_PAGES = 5_000
# Pages that match less than this share of the best one are left out: of a question's, and of some words' only.
SHARE, SHARE_OF_SOME = 0.25, 0.6
# A word that more passages hold ranks nothing, unless there is no other.
COMMON = 20_000
REMEMBERED_SECONDS = 3_600


@dataclass
class Found:
    """The pages that were found: numbers in order, the best passage of each that has one, their facts; of a text
    with several versions the newest, the others in `older`.
    """

    reading: Reading
    scope: Scope
    pages: list = field(default_factory=list)
    passages: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)
    older: dict = field(default_factory=dict)

    @property
    def total(self):
        """How many pages were found, to 1,000."""
        return min(len(self.pages), COUNTED)

    @property
    def is_more(self):
        """Whether there are more than are counted."""
        return len(self.pages) > COUNTED

    @cached_property
    def counts(self):
        """For each facet, how many pages there are for each value, the other choices kept."""
        found = {}
        for facet in FACETS:
            if facet in self.scope.chosen:
                other = find(self.reading, self.scope.without(facet), facts_only=True)
                found[facet] = other.count(facet)
            else:
                found[facet] = self.count(facet)
        return found

    def count(self, facet):
        """How many of the pages there are for each value of a facet."""
        counted = Counter(getattr(self.facts[page], facet) for page in self.pages if page in self.facts)
        return Counter({value: number for value, number in counted.items() if value})


class Facts(NamedTuple):
    """What a search is narrowed by, of one page."""

    department: int | None
    kind: str
    theme: str
    year: int
    validity: str
    standing: float
    listed_at: datetime
    effective_date: date | None

    @property
    def since(self):
        """The day from which the text is in force, or on which it was published."""
        return self.effective_date or timezone.localdate(self.listed_at)


def find(reading, scope, by_date=False, facts_only=False):
    """What fits the reading within the scope; where nothing holds all words, what matches some of them best.

    The engine proposes, the entries judge: what they do not show any more, or not in this scope, is not found.
    Raises Unavailable where the engine does not answer.
    """
    if reading.is_empty:
        return Found(reading, scope)
    if reading.needed:
        for tried in filter(None, (reading, reading.finer())):
            found = _holding_all(tried, scope)
            if found.pages:
                return _folded(found if by_date or facts_only else _ranked(found))
        if reading.is_exact:
            return found
        reading = reading.loosened()
    return _folded(_of_question(reading, scope, by_date))


def _holding_all(reading, scope):
    """The newest pages that hold all words."""
    pages = store().pages(reading.alternatives, reading.excluded, scope, MOST_PAGES)
    facts = facts_of(pages, scope)
    return Found(reading, scope, [page for page in pages if page in facts], facts=facts)


def _ranked(found):
    """The same pages, best first."""
    words = _words(found.reading)
    numbers = _best(words, found.scope)
    if len(found.pages) == MOST_PAGES:
        _take_in_older(found, {number // Passage.PLACES for number in numbers})
    numbers = [number for number in numbers if number // Passage.PLACES in found.facts]
    ranked = rank(found.reading, words, _passages(numbers), _weights_of(found.facts))
    first = [each.page for each in ranked]
    found.passages = {each.page: each.passage for each in ranked if each.passage}
    shown = set(first)
    found.pages = first + [page for page in found.pages if page not in shown]
    return found


def _take_in_older(found, proposed):
    """Add those of the proposed pages that hold all words and are too old to be among the newest."""
    among = list(proposed.difference(found.facts))
    reading, scope = found.reading, found.scope
    older = store().pages(reading.alternatives, reading.excluded, scope, len(among), among=among) if among else []
    facts = facts_of(older, scope)
    found.facts |= facts
    found.pages += [page for page in older if page in facts]


def _of_question(reading, scope, by_date):
    words = _words(reading)
    rows = _passages(_best(words, scope))
    facts = facts_of({row[1] for row in rows}, scope)
    if reading.excluded and facts:
        for page in store().pages([tuple(reading.excluded)], (), scope, len(facts), among=list(facts)):
            facts.pop(page, None)
    ranked = rank(reading, words, rows, _weights_of(facts))
    share = SHARE_OF_SOME if reading.is_loosened else SHARE
    ranked = [each for each in ranked if each.score >= share * ranked[0].score]
    if by_date:
        ranked.sort(key=lambda each: (facts[each.page].listed_at, each.page), reverse=True)
    passages = {each.page: each.passage for each in ranked if each.passage}
    return Found(reading, scope, [each.page for each in ranked], passages, facts)


def _folded(found):
    found.pages, found.older = fold_versions(found.pages, found.facts)
    return found


def facts_of(pages, scope):
    """The facts of those pages that the scope shows now, by number; their validity is today's."""
    today = timezone.localdate()
    names = ("pk", "department_id", "kind", "theme", "year", "validity", "standing", "listed_at")
    entries = Entry.objects.filter(scope.condition(), Among("pk", pages))
    rows = entries.values_list(*names, "effective_date", "expiry_date") if pages else ()
    return {row[0]: Facts(*row[1:5], validity_on(today, row[5], *row[8:]) if row[5] else "", *row[6:9]) for row in rows}


def _weights_of(facts):
    return {page: (fact.standing, fact.validity in GONE) for page, fact in facts.items()}


def _words(reading):
    """The words that rank, with their weights; the commonest only where there are no others."""
    holding = _holding(reading.weights)
    rare = {word: weight for word, weight in reading.weights.items() if 0 < holding[word] <= COMMON}
    return weighed(rare or reading.weights, holding, passages_in_all())


def passages_in_all():
    """How many passages there are: a figure that ranks and need not be of this moment."""
    return cache.get_or_set("search:all", Passage.objects.count, REMEMBERED_SECONDS)


def _holding(words):
    """How many passages hold each of the words: figures that are remembered as well."""
    keys = {f"search:held:{blake2b(word.encode(), digest_size=16).hexdigest()}": word for word in words}
    found = {keys[key]: held for key, held in cache.get_many(keys).items()}
    asked = store().holding([word for word in words if word not in found], COMMON + 1)
    cache.set_many({key: asked[word] for key, word in keys.items() if word in asked}, REMEMBERED_SECONDS)
    return found | asked


def _best(words, scope):
    return store().best(words, scope, store().compared) if words else []


def _passages(numbers):
    """The passages of the numbers and the heads of their pages: (number, page, folded, whether it is a head)."""
    heads = {number - number % Passage.PLACES for number in numbers}
    rows = Passage.objects.filter(Among("pk", heads.union(numbers))).values_list("pk", "entry_id", "folded")
    return [(number, page, folded, number in heads) for number, page, folded in rows]
