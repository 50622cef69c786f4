"""The text of a workbook: cells, headers and footers, notes, text in drawings, names of sheets."""

import re
from decimal import Decimal, InvalidOperation

from defusedxml.ElementTree import iterparse

from cms.approval.extraction.markup import local, paragraphs

SHEET = re.compile(r"xl/(worksheets|chartsheets)/\w+\.xml")
ASIDE = re.compile(r"xl/(comments/comment\d*|comments\d*|drawings/drawing\d+|threadedComments/\w+)\.xml")
HEADERS = {"oddHeader", "evenHeader", "firstHeader"}
FOOTERS = {"oddFooter", "evenFooter", "firstFooter"}
# &L&C&R begin a part, &"SimSun,Bold" and &12 set the type, &P and the like stand for numbers and dates.
LAYOUT = re.compile(r'&(?:"[^"]*"|\d+|[LCRPNDTFAZGBIUESXYK+-])')
LINES_AT_ONCE = 2000


def read_workbook(names, opened, budget):
    """Take what a workbook says; `opened` opens a member by its name."""
    if "xl/workbook.xml" in names:
        budget.take("name", "", _sheet_names(opened("xl/workbook.xml")))
    strings = _strings(opened("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else []
    for number, name in enumerate(filter(SHEET.fullmatch, names), start=1):
        _read_sheet(opened(name), str(number), strings, budget)
    for name in filter(ASIDE.fullmatch, names):
        lines, marks = paragraphs(opened(name))
        budget.take("note", "", [*lines, *marks])


def _sheet_names(stream):
    found = iterparse(stream, events=("end",), forbid_dtd=True)
    return [element.get("name", "") for _event, element in found if local(element.tag) == "sheet"]


def _strings(stream):
    """The texts that cells share, in their order; phonetic guides left out."""
    strings, parts = [], []
    for _event, element in iterparse(stream, events=("end",), forbid_dtd=True):
        name = local(element.tag)
        if name == "t":
            parts.append(element.text or "")
        elif name == "rPh":
            del parts[-1:]
        elif name == "si":
            strings.append("".join(parts))
            parts = []
            element.clear()
    return strings


def _read_sheet(stream, label, strings, budget):
    cells = []
    for _event, element in iterparse(stream, events=("end",), forbid_dtd=True):
        name = local(element.tag)
        if name == "c":
            cells.append(_cell(element, strings))
        elif name == "row":
            element.clear()
            if len(cells) > LINES_AT_ONCE:
                budget.take("sheet", label, cells)
                cells = []
        elif name in HEADERS or name in FOOTERS:
            parts = re.split(r"&[LCR]", element.text or "")
            kind = "header" if name in HEADERS else "footer"
            budget.take(kind, label, [LAYOUT.sub("", line) for part in parts for line in part.splitlines()])
    budget.take("sheet", label, cells)


def _cell(element, strings):
    value = next((child.text or "" for child in element if local(child.tag) == "v"), "")
    kind = element.get("t", "n")
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    if kind == "inlineStr":
        return "".join(child.text or "" for child in element.iter() if local(child.tag) == "t")
    return _number(value) if kind == "n" else value


def _number(value):
    """A number in full, as the sheet shows it: 1.38E10 is stored for 13800000000."""
    try:
        return f"{Decimal(value):f}"
    except InvalidOperation:
        return value
