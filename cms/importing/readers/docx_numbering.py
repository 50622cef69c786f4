"""The numbers that Word writes before paragraphs by itself: they are read by people, so they are kept as text."""

import re

from docx.oxml.ns import qn

_DIGITS = "零一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
_LARGEST = 9999


def chinese_number(number, digits=_DIGITS, units=_UNITS):
    """12 as 十二, 105 as 一百零五; figures beyond four places."""
    if not 0 < number <= _LARGEST:
        return str(number)
    text = str(number)
    out, gap = "", False
    for place, char in enumerate(text):
        if char == "0":
            gap = True
            continue
        out += (digits[0] if gap and out else "") + digits[int(char)] + units[len(text) - place - 1]
        gap = False
    return out[1:] if units is _UNITS and out.startswith("一十") else out


def format_number(number, kind):
    """A number in one of Word's numbering formats; figures for those that are not known."""
    if kind == "none":
        return ""
    if kind in ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
                "japaneseCounting", "ideographDigital"):  # fmt: skip
        return chinese_number(number)
    if kind in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return chinese_number(number, _LEGAL_DIGITS, _LEGAL_UNITS)
    if kind == "ideographTraditional" and 0 < number <= len(_STEMS):
        return _STEMS[number - 1]
    if kind == "ideographZodiac" and 0 < number <= len(_BRANCHES):
        return _BRANCHES[number - 1]
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if kind == "decimalEnclosedParen" and 0 < number <= 20:
        return chr(0x2474 + number - 1)
    if kind == "decimalFullWidth":
        return "".join(chr(ord(char) + 0xFEE0) for char in str(number))
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < number <= _LARGEST:
        return _roman(number) if kind == "lowerRoman" else _roman(number).upper()
    return str(number)


def _roman(number):
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


class Numbering:
    """Counts paragraphs as Word does, from the definitions in the numbering part."""

    def __init__(self, document):
        self._levels, self._counters, self._abstract_of, self._starts = {}, {}, {}, {}
        element = next(
            (rel.target_part.element for rel in document.part.rels.values()
             if not rel.is_external and rel.reltype.endswith("/numbering") and hasattr(rel.target_part, "element")),
            None,
        )  # fmt: skip
        if element is not None:
            self._read(element)

    def _read(self, element):
        for abstract in element.iter(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            for level in abstract.iter(qn("w:lvl")):
                index = _number(level.get(qn("w:ilvl")))
                self._levels[key, index] = (
                    _number(_value(level, "w:start"), 1),
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                    level.find(qn("w:isLgl")) is not None,
                )
        for num in element.iter(qn("w:num")):
            key = num.get(qn("w:numId"))
            self._abstract_of[key] = _value(num, "w:abstractNumId")
            for override in num.iter(qn("w:lvlOverride")):
                start = _value(override, "w:startOverride")
                if start is not None:
                    self._starts[key, _number(override.get(qn("w:ilvl")))] = _number(start, 1)

    def next_label(self, num_id, level):
        """The number before the next paragraph of a list, "•" for a bullet, "" for none."""
        abstract = self._abstract_of.get(num_id)
        if (abstract, level) not in self._levels:
            return ""
        counters = self._counters.setdefault(abstract, {})
        override = self._starts.pop((num_id, level), None)
        start, kind, pattern, legal = self._levels[abstract, level]
        if override is not None:
            counters[level] = override
        else:
            counters[level] = counters[level] + 1 if level in counters else start
        for deeper in [key for key in counters if key > level]:
            del counters[deeper]
        if kind == "bullet":
            return "•"
        return _PLACE.sub(lambda match: self._place(abstract, counters, int(match[1]) - 1, legal), pattern)

    def _place(self, abstract, counters, level, legal):
        start, kind, _pattern, _legal = self._levels.get((abstract, level), (1, "decimal", "", False))
        return format_number(counters.get(level, start), "decimal" if legal else kind)


def _value(element, name):
    child = element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def _number(raw, default=0):
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 6 else default
