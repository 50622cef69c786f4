"""The text of files that are archives: Word, Excel, PowerPoint, OpenDocument, OFD, and plain archives."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from cms.extraction.limits import BOMB, DAMAGED, ENCRYPTED, MAX_MEMBERS, OLD, Unreadable
from cms.extraction.markup import open_document_lines, paragraphs
from cms.extraction.ofd import read_ofd
from cms.extraction.sheets import ASIDE, SHEET, read_workbook

PROPERTIES = re.compile(r"docProps/(core|custom)\.xml")
WORD = {
    "text": re.compile(r"\w+/document\d*\.xml"),
    "header": re.compile(r"word/header\d*\.xml"),
    "footer": re.compile(r"word/footer\d*\.xml"),
    "note": re.compile(r"word/(footnotes|endnotes|comments)\.xml"),
    "properties": PROPERTIES,
}
SLIDES = {
    "page": re.compile(r"ppt/slides/slide\d+\.xml"),
    "header": re.compile(r"ppt/(slideMasters|slideLayouts)/\w+\.xml"),
    "note": re.compile(r"ppt/notesSlides/\w+\.xml"),
    "properties": PROPERTIES,
}
BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, NotImplementedError, EOFError, OSError)
BROKEN = (*BROKEN, LookupError, ValueError, RuntimeError, OverflowError, struct.error, lzma.LZMAError)
# Whatever else of a document may hold words: diagrams, charts, customer's data, pages taken in as they are.
FORMAT_ONLY = re.compile(
    r"(.*/)?(_rels/.*|\[Content_Types\]\.xml|theme/.*|styles\w*\.xml|settings\.xml|webSettings\.xml|fontTable\.xml|numbering\.xml|"
    r"calcChain\.xml|sharedStrings\.xml|workbook\.xml|presentation\.xml|(pres|view)Props\.xml|tableStyles\.xml|app\.xml|"
    r"(colors|layout|quickStyle|drawing)\d+\.xml)"
)
TAKEN_IN = re.compile(r"\.(html?|mht|mhtml|txt|rtf|docx?|docm|xlsx?|eml|xhtml)$", re.IGNORECASE)
BINARY_PARTS = re.compile(r"(xl|word|ppt)/(.*/)?(workbook|sheet\d+|sharedStrings|comments\d+)\.bin", re.IGNORECASE)
# A text compresses to a twentieth, drawings of white to a two-hundredth; what goes further is no document.
MAX_RATIO, RATIO_FROM = 400, 10 * 1024 * 1024


def read_zipped(data, budget, nested):
    """Take what an archive says; `nested` reads a file inside it.

    Raises Unreadable for one that is damaged, needs a password, or unpacks to more than it may.
    """
    with opened(data, budget) as (archive, names):
        _reader_for(names)(archive, names, budget, nested)


@contextmanager
def opened(data, budget):
    """An archive and the names of its members.

    Raises Unreadable as `read_zipped` does, also for what is found while the members are read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive, guarded(archive, budget)
    except BROKEN as error:
        raise Unreadable(DAMAGED) from error


def guarded(archive, budget):
    """The names of the members, in order.

    Raises Unreadable for an archive that needs a password or that is a bomb.
    """
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > budget.limits.unpacked_bytes:
        raise Unreadable(BOMB)
    for member in members:
        if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise Unreadable(BOMB)
        if member.flag_bits & 1:
            raise Unreadable(ENCRYPTED)
    return [member.filename for member in members]


def content_of(archive, name, budget):
    """The bytes of a member, counted."""
    with archive.open(name) as stream:
        content = stream.read(budget.limits.unpacked_bytes + 1)
    budget.unpack(len(content))
    return content


def _reader_for(names):
    if any(WORD["text"].fullmatch(name) or name.startswith("word/") for name in names):
        return _read_word
    if any(name.startswith("xl/") for name in names):
        return _read_sheets
    if any(name.startswith("ppt/") for name in names):
        return _read_slides
    if "OFD.xml" in names:
        return _read_fixed_layout
    if "content.xml" in names and "mimetype" in names:
        return _read_open_document
    return _read_archive


def _read_word(archive, names, budget, nested):
    _read_marked(archive, names, budget, WORD)
    _read_embedded(archive, names, budget, nested)


def _read_slides(archive, names, budget, nested):
    _read_marked(archive, names, budget, SLIDES)
    _read_embedded(archive, names, budget, nested)


def _read_marked(archive, names, budget, kinds):
    seen = set()
    for kind, pattern in kinds.items():
        for name in filter(pattern.fullmatch, names):
            seen.add(name)
            lines, marks = paragraphs(io.BytesIO(content_of(archive, name, budget)))
            budget.take(kind, "", lines)
            budget.take("watermark", "", marks)
    _read_rest(archive, [name for name in names if name not in seen], budget)


def _read_rest(archive, names, budget):
    """Take the words of all other parts."""
    for name in names:
        if name.lower().endswith(".xml") and not FORMAT_ONLY.fullmatch(name):
            lines, marks = paragraphs(io.BytesIO(content_of(archive, name, budget)))
            budget.take("text", "", lines)
            budget.take("watermark", "", marks)
        elif BINARY_PARTS.fullmatch(name):
            raise Unreadable(OLD)


def _read_sheets(archive, names, budget, nested):
    read_workbook(names, lambda name: io.BytesIO(content_of(archive, name, budget)), budget)
    for name in filter(PROPERTIES.fullmatch, names):
        budget.take("properties", "", paragraphs(io.BytesIO(content_of(archive, name, budget)))[0])
    known = (SHEET, ASIDE, PROPERTIES)
    _read_rest(archive, [name for name in names if not any(each.fullmatch(name) for each in known)], budget)
    _read_embedded(archive, names, budget, nested)


def _read_embedded(archive, names, budget, nested):
    for name in names:
        if "/embeddings/" in name or TAKEN_IN.search(name):
            nested(name, content_of(archive, name, budget))


def _read_fixed_layout(archive, names, budget, nested):
    read_ofd(names, lambda name: io.BytesIO(content_of(archive, name, budget)), budget)


def _read_open_document(archive, names, budget, nested):
    for kind, name in (("text", "content.xml"), ("header", "styles.xml"), ("properties", "meta.xml")):
        if name in names:
            budget.take(kind, "", open_document_lines(io.BytesIO(content_of(archive, name, budget))))


def _read_archive(archive, names, budget, nested):
    for name in names:
        if name.endswith("/"):
            budget.take("name", "", [readable_name(name)])
            continue
        try:
            content = content_of(archive, name, budget)
        except BROKEN:
            budget.problem = budget.problem or DAMAGED
        else:
            nested(name, content)


def readable_name(name):
    """The name of a member; Chinese names are often stored as GBK and read as something else."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
