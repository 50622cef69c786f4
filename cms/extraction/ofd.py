"""The text of an OFD (GB/T 33190): its pages in their order, then what is drawn beneath them."""

import posixpath
import re

from cms.extraction.markup import elements, local, placed_lines

ROOT = "OFD.xml"
CONTENT = re.compile(r"(?:.*/)?Content\.xml", re.IGNORECASE)
FIGURES = re.compile(r"(\d+)")


def read_ofd(names, opened, budget):
    """Take what an OFD says; `opened` opens a member by its name.

    Contents that no page leads to, such as templates, are no pages; where no page can be found, all contents are.
    """
    contents = sorted(filter(CONTENT.fullmatch, names), key=_in_order)
    pages = _pages(names, opened) or contents
    for number, name in enumerate(pages, start=1):
        budget.take("page", str(number), placed_lines(opened(name)))
    listed = set(pages)
    for name in contents:
        if name not in listed:
            budget.take("text", "", placed_lines(opened(name)))


def _pages(names, opened):
    """The members of the pages, as the documents in the file list them."""
    members, found = set(names), {}
    for document in _places(opened(ROOT), ROOT, "DocRoot"):
        if document in members:
            found |= dict.fromkeys(_places(opened(document), document, "Page"))
    return [name for name in found if name in members]


def _places(stream, base, kind):
    """Where the elements of a kind lead to, as seen from the member that holds them."""
    folder = posixpath.join("/", posixpath.dirname(base))
    for _event, element in elements(stream):
        if local(element.tag) == kind:
            place = element.get("BaseLoc") or element.text or ""
            yield posixpath.normpath(posixpath.join(folder, place.strip().replace("\\", "/")))[1:]


def _in_order(name):
    """Page_10 after Page_9."""
    return [int(part) if part.isdecimal() else part for part in FIGURES.split(name)]
