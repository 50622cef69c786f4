"""What an engine does for the search: keep the tokens of passages, tell which hold a word, propose the best.

An engine proposes numbers of passages. What they say, whose they are and whether they may be shown stands in the
database (search/models.py) and is asked there.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Narrowing:
    """A condition on entries, as SQL over the table `search_entry`, with its parameters."""

    sql: str
    params: tuple


class Store:
    """The index of passages. Words are folded; numbers are those of passages."""

    def write(self, passages):
        """Take in pairs of number and folded text; none of the numbers is there."""
        raise NotImplementedError

    def erase(self, passages):
        """Forget pairs of number and folded text that were taken in like that."""
        raise NotImplementedError

    def clear(self):
        """Forget everything."""
        raise NotImplementedError

    def holding(self, word):
        """How many passages hold the word."""
        raise NotImplementedError

    def pages(self, needed, excluded, narrowing, limit):
        """Numbers of pages, newest first, that hold one word of each of the needed groups and none of the excluded."""
        raise NotImplementedError

    def best(self, weights, narrowing, limit):
        """Numbers of the passages in which words of the highest weight stand, best first."""
        raise NotImplementedError
