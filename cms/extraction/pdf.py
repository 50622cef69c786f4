"""The text of a PDF: its pages, notes and form fields, properties, and the files that it carries."""

import io
import logging
import struct
import zlib

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from cms.extraction.limits import DAMAGED, ENCRYPTED, MAX_PAGES, Enough, Unreadable

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
# What pypdf lets through where the bytes are not what it expects.
BROKEN = (PyPdfError, DependencyError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
BROKEN = (*BROKEN, AssertionError, RuntimeError, OSError, struct.error, zlib.error)
PROPERTIES = ("/Title", "/Subject", "/Keywords", "/Author")


def read_pdf(data, budget, nested):
    """Take what a PDF says; `nested` reads a file inside it.

    Raises Unreadable for one that is damaged or needs a password.
    """
    reader = open_pdf(data)
    read_pages(reader, budget)
    _read_properties(reader, budget)
    if len(reader.pages) > MAX_PAGES:
        raise Enough
    for name, contents in _files(reader):
        for content in contents:
            nested(name, content)


def open_pdf(data):
    """A PDF whose pages can be read.

    Raises Unreadable for one that is damaged or needs a password.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(ENCRYPTED)
        len(reader.pages)
    except BROKEN as error:
        raise Unreadable(DAMAGED) from error
    return reader


def read_pages(reader, budget):
    """Take the pages and their notes, as many as are read at all.

    Raises Unreadable where all of them are broken.
    """
    number = len(reader.pages)
    read = [_read_page(reader, index, budget) for index in range(min(number, MAX_PAGES))]
    if not any(read):
        raise Unreadable(DAMAGED)


def _read_page(reader, index, budget):
    """Take one page; False for one that is broken."""
    label = str(index + 1)
    try:
        page = reader.pages[index]
        lines = page.extract_text().splitlines()
        notes = [text for entry in page.get("/Annots") or () for text in _note(entry.get_object())]
    except BROKEN:
        return False
    budget.take("page", label, lines)
    budget.take("note", label, notes)
    return True


def _note(annotation):
    for key in ("/Contents", "/V"):
        value = annotation.get(key)
        if isinstance(value, str):
            yield from value.splitlines()


def _read_properties(reader, budget):
    try:
        facts = reader.metadata or {}
        lines = [facts[name] for name in PROPERTIES if isinstance(facts.get(name), str)]
    except BROKEN:
        return
    budget.take("properties", "", lines)


def _files(reader):
    try:
        return list(reader.attachments.items())
    except BROKEN:
        return []
