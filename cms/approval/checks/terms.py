"""The watched expressions of an office, made ready for looking through a text."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from cms.approval.checks.sounds import mistaken_for
from cms.approval.models.terms import Term

KEPT = 8
# As far as an expression can reach.
LONGEST = 60


@dataclass(frozen=True)
class Match:
    """A watched expression in a text."""

    start: int
    end: int
    kind: str
    replacement: str
    note: str


class Watch:
    """Looks for exact expressions, and for fixed ones with one character changed to one that sounds or looks like it.

    Every wrong form is known beforehand, so looking through a text is a matter of looking up.
    """

    def __init__(self, terms):
        self.known, self.allowed, self.right = {}, set(), set()
        self.notes = {text: note for _kind, text, _replacement, note in terms}
        for kind, text, replacement, note in terms:
            if kind == Term.Kind.ALLOWED:
                self.allowed.add(text)
            elif kind == Term.Kind.FIXED:
                self.right.add(text)
            else:
                self.known[text] = (kind, replacement, note)
        self._add_changed(self.right)
        for text in self.allowed | self.right:
            self.known.pop(text, None)
        self.lengths = defaultdict(set)
        for text in self.known:
            self.lengths[text[:2]].add(len(text))

    def _add_changed(self, expressions):
        everything = "\n".join(expressions)
        for text in sorted(expressions):
            for place in _tell_tale(text, everything):
                for other in mistaken_for(text[place]):
                    wrong = text[:place] + other + text[place + 1 :]
                    self.known.setdefault(wrong, (Term.Kind.FIXED, text, self.notes[text]))

    def matches(self, text):
        """Every watched expression in the text, none within another, in their order; the longest counts."""
        taken = 0
        for match in self._found(text):
            if match.start >= taken and not self._is_right(text, match):
                taken = match.end
                yield match

    def _is_right(self, text, match):
        """Whether what was found overlaps what is allowed, or belongs to another fixed expression as it ought to be."""
        first = max(0, match.start - LONGEST)
        window = text[first : match.end + LONGEST]
        start, end = match.start - first, match.end - first
        if any(a < end and start < b for word in self.allowed for a, b in _places(window, word)):
            return True
        if match.kind != Term.Kind.FIXED:
            return False
        changed = start + next(n for n, letter in enumerate(match.replacement) if letter != window[start + n])
        return any(a <= changed < b for word in self.right for a, b in _places(window, word))

    def _found(self, text):
        for start in range(len(text) - 1):
            for length in sorted(self.lengths.get(text[start : start + 2], ()), reverse=True):
                known = self.known.get(text[start : start + length])
                if known is not None:
                    yield Match(start, start + length, *known)
                    break


def _tell_tale(text, everything):
    """The places at which a changed character is a mistake, and not the begin of another word.

    After 申请 may come anything, 人 or 认定, so the last character of 申请人 tells nothing; that the rest is a word by
    itself is seen by its standing in other fixed expressions.
    """
    for place in range(len(text)):
        rest = text[1:] if place == 0 else text[:-1] if place == len(text) - 1 else ""
        if not rest or everything.count(rest) == everything.count(text):
            yield place


def _places(text, word):
    start = text.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + 1)


def watch_for(department):
    """The expressions that apply to the texts of a department (its number, None for the portal)."""
    rows = Term.objects.applying_to(department).order_by("pk").values_list("kind", "text", "replacement", "note")
    return _ready(tuple(rows))


@lru_cache(maxsize=KEPT)
def _ready(terms):
    return Watch(terms)
