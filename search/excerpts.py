"""The words of a passage around what was asked for, the visitor's words marked; the text stays as it was written."""

import re
from functools import lru_cache

from django.utils.html import format_html, format_html_join

from search.folding import FOLDED, IS_HAN

LONGEST = 140
BEFORE = 40
SENTENCE_END = "。；！？;!?"
GAP = r"\W{0,3}"


def excerpt(text, words, label=""):
    """A cut of the text in which most of the words stand, marked, as HTML; without `label`, which it may begin with."""
    text = " ".join(text.split()).removeprefix(label).lstrip()
    spans = marks(text, words)
    start = _beginning(text, _densest(spans)) if spans else 0
    end = min(len(text), start + LONGEST)
    shown = marked(text[start:end], words)
    return format_html("{}{}{}", "…" if start else "", shown, "…" if end < len(text) else "")


def _beginning(text, first):
    """Where a cut begins that shows the place `first`: with its sentence, if that begins near by."""
    if first <= BEFORE:
        return 0
    sentence = max(text.rfind(mark, first - BEFORE, first) for mark in SENTENCE_END) + 1
    return sentence or first - BEFORE // 2


def marked(text, words):
    """The text with the words marked, as HTML."""
    parts, last = [], 0
    for start, end in marks(text, words):
        parts += [(text[last:start], text[start:end])]
        last = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[last:])


def marks(text, words):
    """Where words stand in a text: pairs of start and end that do not overlap."""
    pattern = _pattern(frozenset(words))
    if pattern is None:
        return []
    # A character whose folding is longer or shorter than itself is left as it is, so that places stay the same.
    folded = "".join(each if len(each := FOLDED[ord(char)]) == 1 else char.lower() for char in text)
    return [match.span() for match in pattern.finditer(folded)]


@lru_cache(maxsize=64)
def _pattern(words):
    words = sorted({word for word in words if word}, key=len, reverse=True)
    if not words:
        return None
    return re.compile("|".join(map(_one, words)))


def _one(word):
    """A folded word in a text as it is written: marks may stand between its runs, blanks in a Chinese one."""
    runs = []
    for run in word.split():
        if IS_HAN.match(run):
            runs.append(r"[ \u3000·•]{0,2}".join(map(re.escape, run)))
        else:
            runs.append(rf"(?<![a-z0-9]){re.escape(run)}(?![a-z0-9])")
    return GAP.join(runs)


def _densest(spans):
    """Where a cut begins that holds most of the spans."""
    return max(spans, key=lambda span: sum(span[0] <= start < span[0] + LONGEST - BEFORE for start, _end in spans))[0]
