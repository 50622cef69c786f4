"""Lines of text out of the XML of office formats, read as a stream and without entities."""

from defusedxml.ElementTree import iterparse

from cms.extraction.limits import BOMB, MAX_XML_DEPTH, Unreadable

BREAKS = {"tab", "br", "cr", "noBreakHyphen"}
BOXES = {"txbxContent"}
HELD = {
    "t",
    "delText",
    "title",
    "subject",
    "keywords",
    "description",
    "category",
    "lpwstr",
    "creator",
    "contentStatus",
    "lastModifiedBy",
}


def local(tag):
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def elements(stream, events=("end",)):
    """The elements of an XML as they begin or end.

    Raises Unreadable where they lie deeper in each other than in any document.
    """
    depth = 0
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if depth > MAX_XML_DEPTH:
            raise Unreadable(BOMB)
        if event in events:
            yield event, element


def paragraphs(stream):
    """The paragraphs of a Word text or a slide, what was deleted included; and its watermarks and text boxes.

    A text box lies within a paragraph and has paragraphs of its own, so open ones are stacked.
    """
    lines, marks, open_ones, boxes = [], [], [[]], 0
    for event, element in elements(stream, ("start", "end")):
        name = local(element.tag)
        if event == "start":
            boxes += name in BOXES
            if name == "p":
                open_ones.append([])
            continue
        if name in HELD and element.text:
            open_ones[-1].append(element.text)
        elif name in BREAKS:
            open_ones[-1].append(" ")
        elif name == "textpath" and element.get("string"):
            marks.append(element.get("string"))
        elif name == "p" and len(open_ones) > 1:
            (marks if boxes else lines).append("".join(open_ones.pop()))
        boxes -= name in BOXES
        if name in ("p", "tr", "tbl"):
            element.clear()
        if len(open_ones) == 1 and open_ones[0]:
            lines.append("".join(open_ones[0]))
            open_ones[0].clear()
    return lines, marks


def open_document_lines(stream):
    """The paragraphs of an OpenDocument file."""
    lines = []
    for _event, element in elements(stream):
        if local(element.tag) in ("p", "h", "title", "subject", "keyword"):
            lines.append("".join(element.itertext()))
            element.clear()
    return lines


def placed_lines(stream):
    """The lines of a page of an OFD, whose pieces say only where they stand."""
    rows = {}
    for _event, element in elements(stream):
        if local(element.tag) == "TextObject":
            text = "".join(part.text or "" for part in element if local(part.tag) == "TextCode")
            x, y = _place(element.get("Boundary", ""))
            rows.setdefault(round(y), []).append((x, text))
            element.clear()
    return ["".join(text for _x, text in sorted(rows[y])) for y in sorted(rows)]


def _place(boundary):
    try:
        x, y = (float(number) for number in boundary.split()[:2])
    except ValueError:
        return 0.0, 0.0
    return x, y
