"""What a visitor may have meant: words of public titles that sound the same, or differ by one character.

Asked only where nothing holds all that was typed. A word that stands in any public text of the scope is left alone,
and so is a query that would find nothing even when corrected.
"""

import re

from search.folding import HAN, IS_HAN, fold
from search.holding import finds
from search.reading import CONTROL, MOST_CHARACTERS, parts, read
from search.stores import store
from search.stores.base import Unavailable
from search.suggesting.rows import any_of, begins, select
from search.suggesting.sounds import pinyin, sounds

# Chinese words of so many characters are corrected, and so many of a query; a word of two is corrected by sound only.
SHORTEST, LONGEST, LONGEST_LATIN = 2, 8, 16
SHORTEST_BY_LETTER = 3
MOST_WORDS = 6
CANDIDATES = 200
RUN = re.compile(rf"[{HAN}]+|[A-Za-z]+")


def correct(text, scope):
    """The query as it may have been meant, or ''; also where the engine does not answer."""
    narrowing = scope.as_sql()
    text = " ".join(CONTROL.sub(" ", text).split())[:MOST_CHARACTERS]
    if narrowing is None or len(RUN.findall(text)) > MOST_WORDS:
        return ""
    speller = _Speller(scope, narrowing)
    try:
        meant = " ".join(chunk if chunk[0] in "-－–" else RUN.sub(speller.replace, chunk) for chunk in text.split())
        return meant if speller.replaced and finds(read(meant), scope) else ""
    except Unavailable:
        return ""


class _Speller:
    """Replaces what no public text of the scope holds; asks a bounded number of statements."""

    def __init__(self, scope, narrowing):
        self.scope, self.narrowing, self.left, self.replaced = scope, narrowing, MOST_WORDS, 0

    def replace(self, match):
        """A run of the query, corrected as a whole or word by word."""
        run = fold(match[0])
        if not IS_HAN.match(run):
            return self._word(run, LONGEST_LATIN) or match[0]
        if whole := self._word(run, LONGEST):
            return whole
        words = parts(run)
        return "".join(self._word(word, LONGEST) or word for word in words) if len(words) > 1 else match[0]

    def _word(self, word, longest):
        """What the word may have been, or ''."""
        if not SHORTEST <= len(word) <= longest or not self.left:
            return ""
        self.left -= 1
        if store().pages([(word,)], (), self.scope, 1):
            return ""
        found = self._same_sound(word) or self._one_away(word)
        self.replaced += bool(found)
        return found

    def _same_sound(self, word):
        sound = pinyin(word)
        if len(sound) < SHORTEST:
            return ""
        condition, params = begins("pinyin", sound)
        start = f"substr(search_suggestion.folded, 1, {LONGEST})"
        for (text,) in select(start, condition, params, self.narrowing, _most_often(start)):
            heard = sounds(text)
            for size in range(SHORTEST, len(text) + 1):
                if "".join(heard[:size]) == sound and " " not in text[:size] and text[:size] != word:
                    return text[:size]
        return ""

    def _one_away(self, word):
        """A word of a title that differs by one character: one half of what was typed stands in it as it is."""
        if len(word) < SHORTEST_BY_LETTER:
            return ""
        half = len(word) // 2
        condition, params = any_of([("folded", word[:half]), ("backwards", word[half:][::-1])])
        sizes = f"search_suggestion.size BETWEEN {max(SHORTEST, len(word) - 1)} AND {len(word) + 1}"
        start = "substr(search_suggestion.folded, 1, search_suggestion.size)"
        rows = select(start, f"{condition} AND {sizes}", params, self.narrowing, _most_often(start))
        return next((text for (text,) in rows if is_one_away(word, text)), "")


def is_one_away(one, other):
    """Whether one character put in, left out or exchanged makes one text the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    at = next((place for place, char in enumerate(one) if char != other[place]), len(one))
    return one[at + (len(one) == len(other)) :] == other[at + 1 :]


def _most_often(start):
    return f"GROUP BY {start} ORDER BY count(*) DESC, {start} LIMIT {CANDIDATES}"
