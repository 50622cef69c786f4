"""What an engine does for the search: keep the tokens of passages, tell which hold a word, propose the best.

An engine proposes numbers of passages and pages. What they say, whose they are and whether they may be shown stands in
the database (search/models.py) and is asked there.
"""

from dataclasses import dataclass


class Unavailable(Exception):
    """The engine does not answer, or has no index that can be asked."""


@dataclass(frozen=True)
class Narrowing:
    """A condition on entries, as SQL over the table `search_entry`, with its parameters."""

    sql: str
    params: tuple


class Store:
    """The index of passages. Words are folded; numbers are those of passages.

    What asks raises Unavailable where the engine does not answer; what writes never does.
    """

    # So many passages are compared word by word: the fewer, the better the engine's own order is.
    compared = 1_000

    def write(self, passages):
        """Take in pairs of number and folded text; none of the numbers is there."""
        raise NotImplementedError

    def erase(self, passages):
        """Forget pairs of number and folded text that were taken in like that."""
        raise NotImplementedError

    def changed(self, pages):
        """Hear that entries of pages, by number, are other than before or gone, in the transaction that does it."""

    def clear(self):
        """Forget everything."""
        raise NotImplementedError

    def settle(self):
        """Bring the index to what the database holds, where the two can differ."""

    def rebuild(self, progress):
        """Make the index anew out of what the database holds, where the two can differ; searches go on meanwhile.

        `progress` is called with how many pages are done and the number of the last.
        """

    def holding(self, words, limit):
        """How many passages hold each of the words, by word; of more than the limit, that many at least."""
        raise NotImplementedError

    def pages(self, needed, excluded, scope, limit, among=None):
        """Numbers of pages in the scope, newest first, that hold one word of each of the needed groups and none of
        the excluded; only those `among` given ones, where some are given.
        """
        raise NotImplementedError

    def best(self, weights, scope, limit):
        """Numbers of the passages in the scope in which words of the highest weight stand, best first."""
        raise NotImplementedError
