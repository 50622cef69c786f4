"""Walks a parsed text once and hands paragraphs, headings, lists and tables to the writer.

Nothing of the source is copied as markup: what comes out is built from text and a fixed set of tags.
"""

import time
from html import escape
from typing import NamedTuple

from django.utils.translation import gettext as _

from cms.importing.cleaner import rules
from cms.importing.cleaner.inline import BREAK, paragraphs_of, plain_lines, render, sanitise
from cms.importing.cleaner.result import CleaningError
from cms.importing.cleaner.tables import Cell, span_of, table_value

_LAYOUT_CELLS = 6
_CLOCK_EVERY = 512


class Surroundings(NamedTuple):
    """What an element takes over from those around it."""

    align: str = rules.START
    marks: tuple = ()
    href: str = ""
    every_line: bool = True
    preformatted: bool = False


class Walker:
    def __init__(self, writer, references, limits):
        self._writer, self._references, self._limits = writer, references, limits
        self._runs = []
        self._flat = False
        self._depth = 0
        self._seen = 0
        self._shift = 0
        self._deadline = time.monotonic() + limits.seconds

    def walk_document(self, root):
        self._shift = 1 if root.find(".//h1") is not None else 0
        around = Surroundings()
        self._element(root, around)
        self._flush(around)

    # Text

    def _children(self, element, around):
        if element.text:
            self._text(element.text, around)
        plain = not (self._flat or around.marks or around.href or around.preformatted)
        for child in element:
            if plain and child.tag == "p" and not len(child):
                self._leaf(child, around)
            else:
                self._element(child, around)
            if child.tail:
                self._text(child.tail, around)

    def _leaf(self, element, around):
        """The short way for a paragraph that holds text only: by the same rules, without runs."""
        if self._runs:
            self._flush(around)
        self._tick()
        align = around.align
        attributes = element.items()
        if attributes:
            if rules.hidden(attributes) or rules.marks_of("p", attributes, ()):
                self._element(element, around)
                return
            align = rules.alignment(attributes, align)
        text = element.text and rules.tidy(element.text)
        if text:
            self._writer.paragraph(escape(text, quote=False), text, align)

    def _text(self, text, around):
        if around.preformatted:
            for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
                if number:
                    self._runs.append(BREAK)
                self._runs.append((line, around.marks, around.href))
        elif self._runs or not text.isspace():
            self._runs.append((text, around.marks, around.href))

    def _flush(self, around):
        runs, self._runs = self._runs, []
        if not runs:
            return
        for group in paragraphs_of(runs, around.every_line):
            inner, text, marked = render(group)
            markup = f"<p>{inner}</p>"
            self._writer.markup(sanitise(markup) if marked else markup, text, around.align)

    # Elements

    def _element(self, element, around):
        attributes = self._readable(element)
        if attributes is None:
            return
        tag = element.tag
        self._enter()
        if tag == "br":
            self._runs.append(BREAK)
        elif tag == "img":
            self._references.image(element)
        elif self._flat:
            self._flat_element(element, tag, attributes, around)
        else:
            self._placed_element(element, tag, attributes, around)
        self._leave()

    def _readable(self, element):
        """The attributes of an element that a reader may see; None, and a note, for any other."""
        tag = element.tag
        if not isinstance(tag, str):
            return None
        if tag in rules.DROPPED:
            self._references.drop(tag)
            self._references.embedded(element)
            return None
        attributes = element.items()
        if attributes and rules.hidden(attributes):
            self._references.drop("hidden")
            return None
        return attributes

    def _placed_element(self, element, tag, attributes, around):
        if tag in rules.TABLES:
            self._flush(around)
            self._table(element, self._inside(tag, attributes, around))
        elif tag in rules.HEADINGS:
            self._flush(around)
            self._heading(element, rules.HEADINGS[tag], self._inside(tag, attributes, around))
        elif tag in rules.LISTS and _is_plain_list(element):
            self._flush(around)
            self._list_block(element, self._inside(tag, attributes, around))
        elif tag in rules.BLOCKS or tag in rules.LISTS:
            self._flush(around)
            self._block(element, self._inside(tag, attributes, around))
        else:
            self._inline(element, tag, attributes, around)

    def _flat_element(self, element, tag, attributes, around):
        """Inside a heading, a cell or a list item a block is a line of its own."""
        if tag in ("td", "th"):
            self._runs.append((" ", (), ""))
            self._children(element, around)
        elif tag in rules.BLOCKS or tag in rules.TABLES or tag in rules.LISTS or tag in rules.HEADINGS:
            self._runs.append(BREAK)
            self._children(element, self._inside(tag, attributes, around))
            self._runs.append(BREAK)
        else:
            self._inline(element, tag, attributes, around)

    def _inside(self, tag, attributes, around):
        align = rules.CENTER if tag == "center" else around.align
        if attributes:
            align = rules.alignment(attributes, align)
        return Surroundings(
            align,
            rules.marks_of(tag, attributes, around.marks),
            around.href,
            tag not in rules.ONE_PARAGRAPH,
            around.preformatted or tag in rules.PREFORMATTED,
        )

    def _block(self, element, inside):
        self._children(element, inside)
        self._flush(inside)

    def _inline(self, element, tag, attributes, around):
        href = around.href
        if tag == "a":
            href = self._references.link(element) or href
        marks = rules.marks_of(tag, attributes, around.marks)
        if href != around.href or marks != around.marks:
            around = around._replace(href=href, marks=marks)
        self._children(element, around)

    def _heading(self, element, level, around):
        text = " ".join(plain_lines(self._collect(element, around)))
        if not text:
            return
        if len(text) > self._limits.heading_characters:
            self._writer.paragraph(escape(text, quote=False), text, around.align)
        else:
            self._writer.heading(text, f"h{min(4, max(2, level + self._shift))}")

    def _collect(self, element, around, skip=frozenset(), whole=False):
        """The runs inside an element, its blocks as lines; children whose tag is in `skip` are left to the caller."""
        runs, flat = self._runs, self._flat
        self._runs, self._flat = [], True
        if whole:
            self._element(element, around)
        elif not skip:
            self._children(element, around)
        else:
            self._text(element.text or "", around)
            for child in element:
                if child.tag not in skip:
                    self._element(child, around)
                self._text(child.tail or "", around)
        collected, self._runs, self._flat = self._runs, runs, flat
        return collected

    # Lists

    def _list_block(self, element, around):
        markup, lines = self._list(element, around)
        if markup:
            self._writer.markup(sanitise(markup), "\n".join(lines), around.align)

    def _list(self, element, around):
        self._enter()
        tag = "ol" if element.tag == "ol" else "ul"
        items, lines = [], []
        _add_loose(element.text, items, lines)
        for child in element:
            if self._readable(child) is not None:
                if child.tag in rules.LISTS:
                    inner, inner_lines = self._list(child, around)
                    if inner:
                        items.append(f"{items.pop()}{inner}" if items else inner)
                        lines.extend(inner_lines)
                else:
                    self._item(child, around, items, lines)
            _add_loose(child.tail, items, lines)
        self._leave()
        body = "".join(f"<li>{item}</li>" for item in items)
        return (f"<{tag}>{body}</{tag}>" if items else ""), lines

    def _item(self, element, around, items, lines):
        listed = element.tag == "li"
        runs = self._collect(element, around, skip=rules.LISTS if listed else frozenset(), whole=not listed)
        group = [pieces for paragraph in paragraphs_of(runs, every_line=False) for pieces in paragraph]
        inner = ""
        if group:
            inner, text, _marked = render(group)
            lines.append(text)
        for child in element if listed else ():
            if child.tag in rules.LISTS and self._readable(child) is not None:
                markup, inner_lines = self._list(child, around)
                inner += markup
                lines.extend(inner_lines)
        if inner:
            items.append(inner)

    # Tables

    def _table(self, element, around):
        rows, captions = [], []
        if element.tag == "tr":
            self._read_row(element, rows, around, in_head=False)
        else:
            self._read_rows(element, rows, captions, around)
        self._flush(around)
        caption = " ".join(line for found in captions for line in plain_lines(self._collect(found, around)))
        full = [cell for row in rows for cell, _in_head in row if _holds_something(cell)]
        if len(full) <= 1 or (len(full) <= _LAYOUT_CELLS and any(_holds_blocks(cell) for cell in full)):
            self._layout(caption, full, around)
            return
        cells = [[self._cell(cell, in_head) for cell, in_head in row] for row in rows]
        value, lines = table_value(cells, caption, self._limits.cells)
        if value:
            self._writer.table(value, lines)
        elif caption:
            self._writer.paragraph(escape(caption, quote=False), caption, rules.CENTER)

    def _layout(self, caption, cells, around):
        """A table that only places text on the page: its cells are read one after the other."""
        if caption:
            self._writer.paragraph(escape(caption, quote=False), caption, rules.CENTER)
        for cell in cells:
            attributes = self._readable(cell)
            if attributes is not None:
                self._block(cell, self._inside(cell.tag, attributes, around))

    def _read_rows(self, element, rows, captions, around, in_head=False):
        """Rows of a table; what stands between them by mistake is text before the table."""
        self._enter()
        loose = []
        self._text(element.text or "", around)
        for child in element:
            if self._readable(child) is not None:
                if child.tag == "tr":
                    self._read_row(child, rows, around, in_head)
                elif child.tag in ("td", "th"):
                    if not loose:
                        rows.append(loose)
                    loose.append((child, in_head))
                elif child.tag in ("thead", "tbody", "tfoot"):
                    self._read_rows(child, rows, captions, around, child.tag == "thead")
                elif child.tag == "caption":
                    captions.append(child)
                else:
                    self._element(child, around)
            self._text(child.tail or "", around)
        self._leave()

    def _read_row(self, element, rows, around, in_head):
        row = []
        self._text(element.text or "", around)
        for child in element:
            if child.tag in ("td", "th"):
                row.append((child, in_head))
            else:
                self._element(child, around)
            self._text(child.tail or "", around)
        rows.append(row)

    def _cell(self, element, in_head):
        attributes = self._readable(element)
        if attributes is None:
            return Cell("", span_of(element, "colspan"), span_of(element, "rowspan"))
        align = rules.alignment(attributes, "")
        if not align and len(element) and element[0].tag == "p":
            align = rules.alignment(element[0].items(), "")
        around = Surroundings(marks=())
        text = "\n".join(plain_lines(self._collect(element, around)))
        header = in_head or element.tag == "th"
        return Cell(text, span_of(element, "colspan"), span_of(element, "rowspan"), header, align)

    # Bounds

    def _enter(self):
        self._tick()
        self._depth += 1
        if self._depth > self._limits.depth:
            raise CleaningError(
                _("The text is nested more than %(depth)d levels deep. Save it again as simple HTML.")
                % {"depth": self._limits.depth}
            )

    def _leave(self):
        self._depth -= 1

    def _tick(self):
        self._seen += 1
        if self._seen % _CLOCK_EVERY == 0 and time.monotonic() > self._deadline:
            raise CleaningError(
                _("Cleaning the text took longer than %(seconds)d seconds. Split it, or save it as simple HTML.")
                % {"seconds": self._limits.seconds}
            )


def _add_loose(text, items, lines):
    text = text and rules.tidy(text)
    if text:
        items.append(escape(text, quote=False))
        lines.append(text)


def _is_plain_list(element):
    return next(element.iter("table", *rules.HEADINGS), None) is None


def _holds_something(cell):
    return bool(cell.xpath("string()").strip()) or next(cell.iter("img"), None) is not None


def _holds_blocks(cell):
    return next(cell.iter("table", *rules.HEADINGS), None) is not None
