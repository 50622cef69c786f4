"""How folded words sound: the pinyin of a phrase without tones, syllable by syllable, and its initials."""

from pypinyin import Style, lazy_pinyin

from search.folding import IS_HAN


def syllables(run):
    """The syllable of each character of a Chinese run, read as a phrase; '' for one that has none."""
    found = lazy_pinyin(run, style=Style.NORMAL, errors=lambda unknown: [""] * len(unknown))
    return found if len(found) == len(run) else ["".join(lazy_pinyin(char, errors="ignore")) for char in run]


def sounds(folded):
    """The sound of each character of a folded text: a syllable, a letter or figure itself, '' for a blank."""
    found = []
    for run in folded.split():
        found += ["", *(syllables(run) if IS_HAN.match(run) else run)]
    return found[1:]


def pinyin(folded):
    """The whole folded text as it is typed in letters."""
    return "".join(sounds(folded))
