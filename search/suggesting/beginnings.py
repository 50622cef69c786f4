"""Where in a text what a visitor types may begin: at each of its words, by characters, pinyin or initials."""

from dataclasses import dataclass
from functools import lru_cache

import rjieba

from search.folding import IS_HAN, fold
from search.stop_words import EMPTY
from search.suggesting.sounds import sounds

MOST_BEGINNINGS = 16
MOST_CHARACTERS, MOST_LETTERS, MOST_INITIALS = 40, 80, 20
MOST_OF_A_WORD = 16
# A Chinese word of more characters is taken for one that is made of others.
LONG = 2


@dataclass(frozen=True)
class Beginning:
    """A place in a text, counted in words, with what stands there, and the length of its first word."""

    place: int
    size: int
    folded: str
    pinyin: str
    initials: str
    backwards: str


def beginnings(text):
    """The beginnings of a text; the first is that of the text itself, words that say nothing begin nothing."""
    folded = fold(text)
    heard = sounds(folded)
    found = []
    for at, word in _words(folded):
        if found and (word in EMPTY or len(word) == 1 and IS_HAN.match(word)):
            continue
        found.append(
            Beginning(
                place=len(found),
                size=len(word) if len(word) <= MOST_OF_A_WORD else 0,
                folded=folded[at : at + MOST_CHARACTERS],
                pinyin="".join(heard[at:])[:MOST_LETTERS],
                initials="".join(each[:1] for each in heard[at:])[:MOST_INITIALS],
                backwards=word[::-1][:MOST_OF_A_WORD],
            )
        )
    return found[:MOST_BEGINNINGS]


@lru_cache(maxsize=2_000)
def beginnings_of_name(name):
    """The beginnings of a name that is asked for again and again."""
    return tuple(beginnings(name))


def _words(folded):
    """The words of a folded text, each with the place of its first character; of a long one also its own words."""
    at = 0
    for run in folded.split():
        for word in rjieba.cut(run) if IS_HAN.match(run) else (run,):
            for place, each in sorted(_inner(word).items()):
                yield at + place, each
            at += len(word)
        at += 1


def _inner(word):
    """The words of which a word is made, by the place in it; the whole at its beginning."""
    found = {0: word}
    if len(word) > LONG and IS_HAN.match(word):
        for part in sorted(rjieba.cut_for_search(word), key=len, reverse=True):
            found.setdefault(word.find(part), part)
    return found
