"""What an index holds of an object's texts, and what a query looks for: rows of tokens."""

import re
from dataclasses import dataclass

from search.folding import fold, phrase, tokens

# So much of a query is read; nobody types more.
MOST_OF_A_QUERY = 1_000
# What stands between the words of a query.
BLANK = re.compile(r'[\s\0"“”「」『』]+')
# A run of letters or figures is cut into pieces of this length, for an engine refuses very long ones.
LONGEST = 64
# Stands between two fields, so that no phrase is found across them. Folding makes blanks of private characters.
BETWEEN = "\ue000"


@dataclass(frozen=True)
class Words:
    """Tokens that stand in a row; the last may be only the beginning of one."""

    tokens: tuple
    is_beginning: bool


def indexed(texts):
    """The tokens of the texts of an object, in their order."""
    found = []
    for text in texts:
        own = _pieces(tokens(fold(text)))
        found += [BETWEEN, *own] if found and own else own
    return found


def phrases(query, goes_on=False):
    """The words of a query, each as a phrase; marks alone are no word. With `goes_on` the last one may go on."""
    words = [word for chunk in BLANK.split(query[:MOST_OF_A_QUERY]) if (word := fold(chunk))]
    return [_words(word, goes_on and word == words[-1]) for word in dict.fromkeys(words)]


def one_phrase(query, goes_on=False):
    """The whole query as one phrase, if it holds a word."""
    word = fold(query[:MOST_OF_A_QUERY])
    return [_words(word, goes_on)] if word else []


def _words(word, goes_on):
    found, is_beginning = phrase(word)
    return Words(tuple(_pieces(found)), goes_on or is_beginning)


def _pieces(found):
    return [token[at : at + LONGEST] for token in found for at in range(0, len(token), LONGEST)]
