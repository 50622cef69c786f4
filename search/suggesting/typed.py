"""What a visitor has typed so far, made comparable with what suggestions begin with."""

import re
from dataclasses import dataclass

from search.folding import HAN, fold
from search.suggesting.beginnings import MOST_CHARACTERS, MOST_INITIALS, MOST_LETTERS
from search.suggesting.sounds import pinyin

MOST_TYPED = 200
LETTERS = re.compile(r"[a-z0-9 ]+")
BOTH = re.compile(rf"([{HAN}]+) ?([a-z]+)")


@dataclass(frozen=True)
class Typed:
    """What was typed: folded, and if it may be pinyin or initials, as letters; `whole` is all of it."""

    folded: str
    letters: str
    whole: str
    characters: str = ""

    @property
    def is_empty(self):
        return not self.folded

    @property
    def is_single(self):
        """Whether it is one letter or figure, which says so little that only whole texts begin with it."""
        return len(self.letters) == 1

    @property
    def prefixes(self):
        """The prefix to look for in each of the columns; one of them is enough."""
        if self.is_single:
            return {"initials": self.letters}
        found = {"folded": self.folded}
        if self.letters:
            found["pinyin"] = self.letters[:MOST_LETTERS]
            if not self.characters and len(self.letters) <= MOST_INITIALS:
                found["initials"] = self.letters
        return found

    def fits(self, beginning):
        """Whether a beginning goes on as typed."""
        return any(
            getattr(beginning, column).startswith(prefix) for column, prefix in self.prefixes.items()
        ) and beginning.folded.startswith(self.characters)


def typed(text):
    """Read what was typed; of very long texts the beginning."""
    whole = fold((text or "")[:MOST_TYPED].replace("'", "").replace("’", ""))
    both = BOTH.fullmatch(whole)
    letters = pinyin(whole) if both else whole.replace(" ", "") if LETTERS.fullmatch(whole) else ""
    return Typed(whole[:MOST_CHARACTERS], letters, whole, both[1] if both else "")
