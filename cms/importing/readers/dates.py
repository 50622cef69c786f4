"""Dates as documents write them: figures or Chinese numerals, with or without a time."""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone

_BEIJING = timezone(timedelta(hours=8))
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = r"(?:[T\s]*\d{1,2}[:时]\d{1,2}分?(?::?\d{1,2}(?:\.\d+)?秒?)?)?"
_FIGURES = re.compile(rf"(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*日?\s*{_TIME}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERALS = re.compile(
    r"([〇○零Oo０0一二三四五六七八九]{4})年([元正一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿卅]{1,3})日?"
)
_DIGITS = {char: value for value, chars in enumerate(("〇○零Oo0", *"一二三四五六七八九")) for char in chars}
_TENS = {"廿": "二十", "卅": "三十"}


def parse_date(value):
    """The date a string names, or None. A moment with a time zone counts by the clock of Beijing."""
    if isinstance(value, datetime):
        return (value.astimezone(_BEIJING) if value.tzinfo else value).date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) > 64:
        return None
    text = value.strip()
    if _ISO.fullmatch(text):
        return _build(*text.split("-"))
    return _numerals(re.sub(r"\s", "", text)) or _figures(unicodedata.normalize("NFKC", text).strip())


def signature_date(lines):
    """The date under a document's signature: the first line that is nothing but a date; None without one."""
    for line in lines:
        if 6 <= len(line) <= 40 and (found := parse_date("".join(line.split()))):
            return found
    return None


def _figures(text):
    match = _FIGURES.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        return _build(*match.groups())
    try:
        return parse_date(datetime.fromisoformat(text))
    except ValueError:
        return None


def _numerals(text):
    match = _NUMERALS.fullmatch(text)
    if not match:
        return None
    year = "".join(str(_DIGITS[char]) for char in match[1])
    month = 1 if match[2] in ("元", "正") else _count(match[2])
    return _build(year, month, _count(match[3]))


def _count(text):
    """A number below one hundred in Chinese numerals; 0 where it is none."""
    for sign, plain in _TENS.items():
        text = text.replace(sign, plain, 1)
    tens, ten, ones = text.rpartition("十")
    try:
        if not ten:
            return _DIGITS[ones]
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    except KeyError:
        return 0


def _build(year, month, day):
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
