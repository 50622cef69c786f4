"""The text of a PDF: its pages, notes and form fields, properties, and the files that it carries."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from cms.approval.extraction.limits import DAMAGED, ENCRYPTED, MAX_PAGES, Enough, Unreadable

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)
PROPERTIES = ("/Title", "/Subject", "/Keywords", "/Author")


def read_pdf(data, budget, nested):
    """Take what a PDF says; `nested` reads a file inside it.

    Raises Unreadable for one that is damaged or needs a password.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(ENCRYPTED)
        number = len(reader.pages)
    except BROKEN as error:
        raise Unreadable(DAMAGED) from error
    unread = 0
    for index in range(min(number, MAX_PAGES)):
        unread += not _read_page(reader, index, budget)
    if unread == number:
        raise Unreadable(DAMAGED)
    _read_properties(reader, budget)
    if number > MAX_PAGES:
        raise Enough
    for name, contents in _files(reader):
        for content in contents:
            nested(name, content)


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
