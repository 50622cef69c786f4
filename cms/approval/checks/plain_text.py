"""Texts as checks compare them: half-width, without what is invisible, and with the way back to the original."""

import unicodedata
from dataclasses import dataclass

INVISIBLE = {"Cf", "Mn"}


@dataclass(frozen=True)
class Plain:
    """A text in half width; `places[i]` says where its letter i stands in the original."""

    text: str
    original: str
    places: list

    def span(self, start, end):
        """The stretch of the original that the letters from start to end stand for."""
        return self.places[start], self.places[end - 1] + 1


def plain(original, without_blanks=False):
    """A text in half width (NFKC) without invisible letters, and without blanks where asked."""
    if original.isascii() and not without_blanks:
        return Plain(original, original, range(len(original)))
    letters, places = [], []
    for place, letter in enumerate(original):
        if unicodedata.category(letter) in INVISIBLE:
            continue
        for part in letter if "\u4e00" <= letter <= "\u9fff" else unicodedata.normalize("NFKC", letter):
            if not (without_blanks and part.isspace()):
                letters.append(part)
                places.append(place)
    return Plain("".join(letters), original, places)


def essence(text):
    """The letters and digits of a text alone: what stays the same when it is set otherwise."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
