"""Numbers of official documents (文号): their shapes, and when two are the same (domain §7)."""

import re
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _


class Genre(models.TextChoices):
    """What a document is by form (体裁分类, 党政机关公文处理工作条例 art. 8)."""

    ORDER = "order", _("Order")
    DECISION = "decision", _("Decision")
    OPINION = "opinion", _("Opinion")
    NOTICE = "notice", _("Notice")
    CIRCULAR = "circular", _("Circular")
    PROCLAMATION = "proclamation", _("Proclamation")
    ANNOUNCEMENT = "announcement", _("Public announcement")
    LETTER = "letter", _("Letter")
    REPLY = "reply", _("Reply")
    REPORT = "report", _("Report")
    MINUTES = "minutes", _("Minutes")
    OTHER = "other", _("Other")


BRACKETED = re.compile(r"^(?P<organ>[^\W\d_](?:[^〔〕]{0,29}))〔(?P<year>\d{4})〕(?:第)?(?P<serial>\d{1,5})号$")
ORDER = re.compile(r"^.{0,40}令(?:〔\d{4}〕)?第\d{1,5}号$")
YEARLY = re.compile(r"^.{0,40}公告\d{4}年第\d{1,4}号$")
SHAPES = {
    Genre.ORDER: (ORDER,),
    Genre.ANNOUNCEMENT: (YEARLY, BRACKETED),
}
EXAMPLES = {
    Genre.ORDER: "粤府令第12号",
    Genre.ANNOUNCEMENT: "广东省教育厅公告2026年第3号",
}
DEFAULT_EXAMPLE = "粤府〔2026〕12号"


def normalised(number):
    """A number as everyone should write it: half-width figures, 〔〕 around the year, no blanks.

    Full-width and half-width brackets of any form are the same number.
    """
    text = "".join(unicodedata.normalize("NFKC", number).split())
    return re.sub(r"[\[(【{〔](\d{4})[\])】}〕]", r"〔\1〕", text)


def issuer_lines(text):
    """The issuing organisations out of a text that names one a line, the leading one first."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def number_fits(number, genre):
    """Whether a number has a shape that documents of the genre carry; none at all fits every genre."""
    return not number or any(shape.match(number) for shape in SHAPES.get(genre, (BRACKETED,)))


def example_for(genre):
    """A number of the shape that the genre asks for."""
    return EXAMPLES.get(genre, DEFAULT_EXAMPLE)


def number_key(number, issuer):
    """What makes a 〔〕 number unique: itself with its issuer. None for other forms, which repeat by right.

    An order's number is one of those, also with the year in brackets: one order changes many texts at once.
    """
    number = normalised(number)
    shaped = BRACKETED.match(number)
    if not issuer or shaped is None or shaped["organ"].endswith("令"):
        return None
    return f"{issuer.strip()}|{number}"[:300]
