"""Runs of marked text inside one paragraph: lines, tidy blanks, and the few tags that rich text keeps."""

import re
from html import escape
from itertools import groupby

import nh3

from cms.importing.cleaner.rules import LINK_SCHEMES, collapse, join_lines

BREAK = None
_BLANKS = (" ", "\n")
_INDENT = re.compile(r"\s*?(?:[\u3000\xa0\u2002\u2003][ \t\r\n]*){2}")
_TAGS = {"p", "br", "b", "i", "sup", "sub", "a", "ul", "ol", "li"}


def paragraphs_of(runs, every_line):
    """Groups of lines that make one paragraph each.

    A line break stays inside its paragraph unless the line before is empty or the next one is indented: that is how
    word processors write paragraphs. In a bare container every line is a paragraph.
    """
    group, previous_empty = [], False
    for line, indented in _lines(runs):
        pieces = _tidy(line)
        if not pieces:
            previous_empty = True
            continue
        if group and (every_line or previous_empty or indented):
            yield group
            group = []
        group.append(pieces)
        previous_empty = False
    if group:
        yield group


def plain_lines(runs):
    """The text of each line that is not empty."""
    lines = (_tidy(line) for line, _indented in _lines(runs))
    return ["".join(text for text, _marks, _href in pieces) for pieces in lines if pieces]


def render(group):
    """A paragraph's inner HTML, its text, and whether it holds more than text."""
    marked = len(group) > 1 or any(marks or href for pieces in group for _text, marks, href in pieces)
    markup = "<br/>".join(_render_line(pieces) for pieces in group)
    text = "\n".join("".join(text for text, _marks, _href in pieces) for pieces in group)
    return markup, text, marked


def sanitise(markup):
    """The second wall behind this package's own whitelist: a kept library has the last word on markup."""
    safe = nh3.clean(
        markup,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=set(LINK_SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    return safe.replace("<br>", "<br/>")


def _lines(runs):
    line, indented = [], False
    for run in runs:
        if run is BREAK:
            yield line, indented
            line, indented = [], False
        else:
            if not indented and not any(text.strip() for text, _marks, _href in line):
                indented = bool(_INDENT.match("".join(text for text, _marks, _href in line[-4:]) + run[0][:20]))
            line.append(run)
    yield line, indented


def _tidy(line):
    """Pieces of one line with single blanks, none at either end, equal neighbours joined."""
    pieces = []
    for raw, marks, href in line:
        text = collapse(raw)
        if text[:1] in _BLANKS and pieces and pieces[-1][0][-1] in _BLANKS:
            text = text[1:]
        if not pieces:
            text = text.lstrip()
        if not text:
            continue
        if pieces and pieces[-1][1:] == (marks, href):
            pieces[-1] = (pieces[-1][0] + text, marks, href)
        else:
            pieces.append((text, marks, href))
    while pieces:
        text, marks, href = pieces.pop()
        text = text.rstrip()
        if text:
            pieces.append((text, marks, href))
            break
    if any("\n" in text for text, _marks, _href in pieces):
        return _join_source_lines(pieces)
    return pieces


def _join_source_lines(pieces):
    joined = []
    for number, (text, marks, href) in enumerate(pieces):
        before = joined[-1][0][-1:] if joined else ""
        after = pieces[number + 1][0][:1] if number + 1 < len(pieces) else ""
        text = join_lines(text, before, after)
        if text:
            joined.append((text, marks, href))
    return joined


def _render_line(pieces):
    if len(pieces) == 1 and not pieces[0][1] and not pieces[0][2]:
        return escape(pieces[0][0], quote=False)
    out = []
    for href, group in groupby(pieces, key=lambda piece: piece[2]):
        inner = "".join(_wrap(escape(text, quote=False), marks) for text, marks, _href in group)
        out.append(f'<a href="{escape(href)}">{inner}</a>' if href else inner)
    return "".join(out)


def _wrap(text, marks):
    for mark in reversed(marks):
        text = f"<{mark}>{text}</{mark}>"
    return text
