"""What a reader reads, as one string: to tell whether two texts say the same.

HTML is read here by a way of its own, not through the cleaner, so that a comparison can find the cleaner wrong.
"""

import hashlib
import re
from html import unescape

from lxml import etree

from cms.importing.cleaner.parsing import parse, take_out
from cms.importing.cleaner.rules import BLOCKS, DROPPED, HEADINGS, LISTS, TABLES, hidden
from cms.importing.cleaner.tables import table_lines

_BOUNDARIES = BLOCKS | LISTS | TABLES | set(HEADINGS) | {"br"}
_LINE_END = re.compile(r"</(?:p|li|ul|ol|h[1-6]|div|blockquote)>|<(?:br|hr|ul|ol)\s*/?>", re.I)
_TAG = re.compile(r"<[^>]*>")
_NO_WIDTH = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe-\uffff]"
)
_FULL_WIDTH_FROM = "\u2e80"


def plain_text(blocks):
    """The visible text of raw StreamField blocks (heading, text, table), one line a paragraph or row."""
    lines = []
    for block in blocks:
        kind, value = block["type"], block["value"]
        if kind == "heading":
            lines.append(value["text"])
        elif kind == "text":
            markup = _TAG.sub("", _LINE_END.sub("\n", value["text"]))
            lines.extend(line for line in unescape(markup).split("\n") if line.strip())
        elif kind == "table":
            lines.extend(table_lines(value))
    return "\n".join(lines)


def comparable_text(source):
    """HTML, or raw blocks, normalised to what a reader reads.

    Blanks of every width are folded into one; beside a Chinese character or sign they count for nothing, since they
    only indent or space it out there. Characters without width are left out.
    """
    return _fold(_visible(source) if isinstance(source, str) else plain_text(source))


def comparable_hash(source):
    """SHA-256 of the comparable text, in hexadecimal."""
    return hashlib.sha256(comparable_text(source).encode("utf-8", "replace")).hexdigest()


def _visible(html):
    root = parse(html)
    if root is None:
        return ""
    unseen = [
        element
        for element in root.iter(etree.Element)
        if element.tag in DROPPED or (element.attrib and hidden(element.items()))
    ]
    for element in unseen:
        take_out(element)
    for element in root.iter(etree.Element):
        if element.tag in _BOUNDARIES:
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
    return "".join(root.itertext())


def _fold(text):
    words = _NO_WIDTH.sub("", text).split()
    out, previous = [], _FULL_WIDTH_FROM
    for word in words:
        if previous < _FULL_WIDTH_FROM and word[0] < _FULL_WIDTH_FROM:
            out.append(" ")
        out.append(word)
        previous = word[-1]
    return "".join(out)
