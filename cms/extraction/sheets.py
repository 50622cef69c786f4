"""The text of a workbook: cells, headers and footers, notes, text in drawings, names of sheets."""

import posixpath
import re
from decimal import Decimal, InvalidOperation

from cms.extraction.markup import elements, local, paragraphs

BOOK, BOOK_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEET = re.compile(r"xl/(worksheets|chartsheets)/\w+\.xml")
ASIDE = re.compile(r"xl/(comments/comment\d*|comments\d*|drawings/drawing\d+|threadedComments/\w+)\.xml")
HEADERS = {"oddHeader", "evenHeader", "firstHeader"}
FOOTERS = {"oddFooter", "evenFooter", "firstFooter"}
# &L&C&R begin a part, &"SimSun,Bold" and &12 set the type, &P and the like stand for numbers and dates.
LAYOUT = re.compile(r'&(?:"[^"]*"|\d+|[LCRPNDTFAZGBIUESXYK+-])')
LINES_AT_ONCE = 2000


def read_workbook(names, opened, budget):
    """Take what a workbook says; `opened` opens a member by its name."""
    strings = _strings(opened("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else []
    for number, (member, name, hidden) in enumerate(_sheets(names, opened), start=1):
        label = str(number)
        if hidden:
            budget.hidden.add(label)
        budget.take("name", label, [name])
        if member:
            _read_sheet(opened(member), label, strings, budget)
    for name in filter(ASIDE.fullmatch, names):
        lines, marks = paragraphs(opened(name))
        budget.take("note", "", [*lines, *marks])


def _sheets(names, opened):
    """Member, name and whether it is hidden, of each sheet in the workbook's order; then those that it does not list.

    The member is '' where the sheet has none that can be read.
    """
    members = [name for name in names if SHEET.fullmatch(name)]
    listed = []
    if BOOK in names:
        targets = _targets(opened(BOOK_LINKS)) if BOOK_LINKS in names else {}
        for _event, element in elements(opened(BOOK)):
            if local(element.tag) == "sheet":
                key = next((value for name, value in element.items() if local(name) == "id"), "")
                member = targets.get(key, "")
                hidden = element.get("state", "visible") != "visible"
                listed.append((member if member in members else "", element.get("name", ""), hidden))
    known = {member for member, _name, _hidden in listed}
    return [*listed, *((member, "", False) for member in members if member not in known)]


def _targets(stream):
    """The members that the workbook's links lead to."""
    links = (element for _event, element in elements(stream) if local(element.tag) == "Relationship")
    return {link.get("Id", ""): posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))[1:] for link in links}


def _strings(stream):
    """The texts that cells share, in their order; phonetic guides left out."""
    strings, parts = [], []
    for _event, element in elements(stream):
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
    for _event, element in elements(stream):
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
