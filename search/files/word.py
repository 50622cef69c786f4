"""The text of a Word document: paragraphs and tables in their order, without what was deleted or hidden."""

import re

from cms.extraction.markup import elements, local
from search.files.parts import PARAGRAPHS, TABLE

MAIN = re.compile(r"\w+/document\d*\.xml")
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
# What was moved away, the second form of a drawing, and the sounds above characters.
LEFT_OUT = {"moveFrom", "Fallback", "rt"}
BLANKS = {"tab", "br", "cr"}
OFF = {"0", "false", "off"}
# A run of paragraphs is about a page, so that a hit in a long text has a place.
BLOCK_LETTERS = 2000


def is_word(names):
    """Whether an archive with these members is a Word document."""
    return any(map(MAIN.fullmatch, names))


def read_word(names, opened, budget):
    """Take the blocks of a Word document, its notes last; `opened` opens a member by its name."""
    number = 0
    for name in [*filter(MAIN.fullmatch, names), *(name for name in NOTES if name in names)]:
        for kind, lines in blocks(opened(name), budget):
            number += 1
            budget.take(kind, str(number), lines)


def blocks(stream, budget):
    """The kind and the lines of each block.

    Raises Enough where the time is used up.
    """
    reading = _Reading()
    for event, element in elements(stream, ("start", "end")):
        name = local(element.tag)
        if event == "start":
            yield from reading.begin(name)
        else:
            yield from reading.end(name, element)
            if name == "p":
                budget.in_time()
    yield from reading.rest()


class _Reading:
    """What is open while a text is read: paragraphs within paragraphs (text boxes), a table with a row and a cell."""

    def __init__(self):
        self.open_ones, self.lines, self.row, self.cell = [], [], [], []
        self.tables = self.left_out = self.letters = 0

    def begin(self, name):
        """An element begins; a table ends the run of paragraphs before it."""
        self.left_out += name in LEFT_OUT
        if name == "p":
            self.open_ones.append([])
        elif name == "tbl":
            if not self.tables:
                yield from self.rest()
            self.tables += 1

    def end(self, name, element):
        """An element is whole; what is read of it is cleared away."""
        self.left_out -= name in LEFT_OUT
        if name == "r":
            if self.open_ones and not self.left_out:
                self.open_ones[-1].append(_run(element))
        elif name == "p" and self.open_ones:
            yield from self._paragraph("".join(self.open_ones.pop()))
            element.clear()
        elif name == "tc" and self.tables == 1:
            self.row.append(" ".join(self.cell))
            self.cell = []
        elif name == "tr" and self.tables == 1:
            self.lines.append(" ".join(self.row))
            self.row = []
            element.clear()
        elif name == "tbl":
            self.tables -= 1
            if not self.tables:
                yield TABLE, self.lines
                self.lines, self.letters = [], 0

    def rest(self):
        """The run of paragraphs that is open."""
        if any(line.strip() for line in self.lines):
            yield PARAGRAPHS, self.lines
        self.lines, self.letters = [], 0

    def _paragraph(self, text):
        if self.tables:
            self.cell.append(text)
            return
        self.lines.append(text)
        self.letters += len(text)
        if self.letters >= BLOCK_LETTERS:
            yield from self.rest()


def _run(run):
    """The text of a run, '' where it is hidden."""
    return "" if _is_hidden(run) else "".join(map(_piece, run))


def _is_hidden(run):
    looks = (look for child in run if local(child.tag) == "rPr" for look in child if local(look.tag) == "vanish")
    return any(not OFF & set(look.attrib.values()) for look in looks)


def _piece(child):
    name = local(child.tag)
    if name == "t":
        return child.text or ""
    if name == "noBreakHyphen":
        return "-"
    return " " if name in BLANKS else ""
