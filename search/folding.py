"""How a text is folded before it is indexed or looked for, so that what a reader means is found however it is written.

Width, case and simplified or traditional form make no difference; marks do not count; Chinese names and words are one
run also where a blank or a middle dot stands in them. A folded text is its runs (Chinese, Latin letters, figures,
letters of other scripts), joined by single blanks; one that is a part of another one's folding is a part of it.
"""

import re
import unicodedata

from opencc import OpenCC

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
BLANK, DOT = "[ \t\u3000]", "[·•‧・]"
JOINED = re.compile(rf"(?<=[{HAN}])(?:{BLANK}{{1,4}}{DOT}?|{DOT}){BLANK}{{0,4}}(?=[{HAN}])")
RUN = re.compile(rf"[{HAN}]+|[a-z]+|\d+|[^\W\d_a-z{HAN}]+")
IS_HAN = re.compile(rf"[{HAN}]")
_simplify = OpenCC("t2s").convert


class _Folding(dict):
    """A table for `str.translate` that is filled as characters are met; each becomes itself, folded."""

    def __missing__(self, code):
        char = chr(code)
        if 0xD800 <= code <= 0xDFFF or not char.isprintable():
            folded = " "
        else:
            folded = unicodedata.normalize("NFKC", char).lower()
            folded = _simplify(folded) if IS_HAN.match(folded) else folded
        self[code] = folded
        return folded


FOLDED = _Folding()


def runs(text):
    """The runs of a text, folded, in their order."""
    return RUN.findall(JOINED.sub("", text.translate(FOLDED)))


def fold(text):
    """The folded text."""
    return " ".join(runs(text))


def tokens(folded):
    """What an index holds of a folded text, in its order: of a Chinese run its pairs and its last character.

    The last character lets a single one be found by the beginning of a token, and says where a run ends.
    """
    found = []
    for run in folded.split():
        if IS_HAN.match(run):
            found += [run[at : at + 2] for at in range(len(run))]
        else:
            found.append(run)
    return found


def phrase(folded):
    """How a folded word is looked for: the tokens that stand in a row, and whether the last is only a beginning.

    What stands before the last run ends there; the last run may go on in the text.
    """
    *before, last = folded.split()
    found = tokens(" ".join(before))
    if IS_HAN.match(last):
        found += [last[at : at + 2] for at in range(len(last) - 1)] or [last]
    else:
        found.append(last)
    return found, len(last) == 1 and bool(IS_HAN.match(last))
