"""What a visitor's words mean: which must be there, which weigh how much, which must not be there.

A few words are keywords: all of them are needed. A question in lay words is answered by what matches best, its empty
words left out. Nobody has to know a syntax; quotes keep words together, and a minus before a word excludes it.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

import rjieba

from search.folding import IS_HAN, fold
from search.stop_words import ASKING, EMPTY

MOST_CHARACTERS = 200
MOST_WORDS = 40
# A Chinese run of so many characters is looked for as it stands before it is taken apart.
WHOLE = 4
# A run of more characters that holds an empty word is a question, of still more in any case.
LONG, VERY_LONG = 7, 13
WORD, PAIR, PART = 1.0, 0.6, 0.3

QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|「([^」]+)」|＂([^＂]+)＂')
EXCLUDED = re.compile(r"(?:^|(?<=\s))[-－–]([^\s\-－–][^\s]*)")
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Reading:
    """A query, read. `text` is the visitor's own; words are folded.

    needed: words of which each result holds all; none for a question.
    weights: words that rank the results, with their weight.
    excluded: words that no result holds.
    is_cut: whether the query was longer than is read.
    is_exact: whether words stand in quotes; such a query is never taken apart.
    synonyms: by word, what else it is called.
    """

    text: str
    needed: tuple = ()
    weights: dict = field(default_factory=dict)
    excluded: tuple = ()
    is_question: bool = False
    is_cut: bool = False
    is_loosened: bool = False
    is_exact: bool = False
    synonyms: dict = field(default_factory=dict)

    @property
    def is_empty(self):
        """Whether nothing is asked for."""
        return not self.weights

    @cached_property
    def whole(self):
        """All that was asked for, folded, in the visitor's order."""
        return fold(EXCLUDED.sub(" ", self.text))

    @property
    def understood(self):
        """The words looked for, as they are said to the visitor."""
        if self.needed:
            return list(self.needed)
        return [word for word, weight in self.weights.items() if weight >= WORD]

    @property
    def alternatives(self):
        """For each needed word, itself and what else it is called; a result holds one of each."""
        return [(word, *self.synonyms.get(word, ())) for word in self.needed]

    def finer(self):
        """The same with its words taken apart, or None where that makes no difference."""
        if self.is_exact:
            return None
        finer = tuple(dict.fromkeys(part for word in self.needed for part in parts(word)))
        return replace(self, needed=finer) if set(finer) != set(self.needed) else None

    def loosened(self):
        """The same, ranked by what matches, where nothing holds all that was asked for; words count as wholes."""
        finer = self.finer() or self
        whole = dict.fromkeys(finer.needed, WORD)
        weights = {word: weight for word, weight in {**self.weights, **whole}.items() if weight > PART}
        return replace(self, needed=(), weights=weights, is_loosened=True)


def read(query):
    """Read a query. Whatever is typed is answered; what has no letters or figures is an empty reading."""
    text = " ".join(CONTROL.sub(" ", query or "").split())
    cut = text[:MOST_CHARACTERS]
    excluded = tuple(filter(None, (fold(word) for word in EXCLUDED.findall(cut))))[:MOST_WORDS]
    rest = EXCLUDED.sub(" ", cut)
    quoted = [fold("".join(groups)) for groups in QUOTED.findall(rest)]
    chunks = QUOTED.sub(" ", rest).split()
    common = {"text": cut, "excluded": excluded, "is_cut": len(text) > MOST_CHARACTERS}
    if any(map(_asks, chunks)):
        weights = _weights([[word] for word in quoted] + [run for chunk in chunks for run in _clauses(chunk)])
        if weights:
            return Reading(weights=weights, is_question=True, **common)
    clauses = [[word] for word in quoted] + [_keywords(chunk) for chunk in chunks]
    clauses = [[word for word in clause if word] for clause in clauses]
    needed = tuple(dict.fromkeys(word for clause in clauses for word in clause))[:MOST_WORDS]
    return Reading(needed=needed, weights=_weights(clauses), is_exact=bool(quoted), **common)


def _asks(chunk):
    """Whether a chunk of a query is a question rather than keywords."""
    text = fold(chunk).replace(" ", "")
    if not IS_HAN.match(text[:1]):
        return len(text) > VERY_LONG and bool(IS_HAN.search(text))
    if chunk.endswith(("?", "？")) or any(word in text for word in ASKING):
        return len(text) > WHOLE
    if len(text) > VERY_LONG:
        return True
    return len(text) > LONG and any(word in EMPTY for word in rjieba.cut(text))


def _keywords(chunk):
    """The words of a chunk without blanks: as it stands where that is short, else the words that it is made of."""
    folded = fold(chunk)
    if len(folded) <= WHOLE or " " in folded or not IS_HAN.match(folded):
        return [folded]
    words = [word for word in parts(folded) if word not in EMPTY]
    return words or [folded]


def parts(word):
    """The words that a Chinese word is made of; single characters stay with their neighbour."""
    if " " in word or len(word) < 3 or not IS_HAN.match(word):
        return [word]
    found = []
    for part in rjieba.cut(word):
        if found and (len(part) == 1 or len(found[-1]) == 1):
            found[-1] += part
        else:
            found.append(part)
    if found == [word] and len(word) > WHOLE:
        found = [part for part in rjieba.cut_for_search(word) if len(part) > 1 and part != word] or found
    return found


def _clauses(chunk):
    """The runs of words of a question between its empty words and its marks."""
    clauses, run = [], []
    for word in rjieba.cut(chunk):
        folded = fold(word)
        if not folded or folded in EMPTY:
            clauses.append(run)
            run = []
        else:
            run.append(folded)
    return [clause for clause in [*clauses, run] if clause]


def _weights(clauses):
    """The words that rank: those of each clause, two neighbours together, a short clause whole, and parts of words."""
    weights = {}
    for clause in clauses:
        for word in clause:
            if len(word) > 1 or not IS_HAN.match(word):
                weights[word] = WORD
        for first, second in zip(clause, clause[1:], strict=False):
            weights.setdefault(_together(first, second), PAIR)
        whole = "".join(clause)
        if len(clause) > 1 and len(whole) <= WHOLE and " " not in whole:
            weights[whole] = WORD
        if [len(word) for word in clause] == [1]:
            weights[clause[0]] = WORD
    for word in list(weights):
        if weights[word] == WORD and len(word) > 2 and " " not in word and IS_HAN.match(word):
            for at in range(len(word) - 1):
                weights.setdefault(word[at : at + 2], PART)
    return dict(list(weights.items())[: 2 * MOST_WORDS])


def _together(first, second):
    """Two words in a row, as they stand in a folded text."""
    return f"{first}{second}" if IS_HAN.match(first[-1]) and IS_HAN.match(second) else f"{first} {second}"
