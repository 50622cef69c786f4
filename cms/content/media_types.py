"""What a file really is: its type by content, its size and its hash."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype

CHUNK_BYTES = 1 << 20
HEAD_BYTES = 8192
UNKNOWN = "application/octet-stream"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<svg")
XML = b"<?xml"
ZIPPED = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    "OFD.xml": ("application/ofd", "ofd"),
}
TEXTUAL = {"txt": "text/plain", "csv": "text/csv", "json": "application/json", "xml": "application/xml"}
# Formats whose content tells them; a file that bears such a name and looks otherwise is not what it says.
TOLD_BY_CONTENT = frozenset({
    "pdf", "ofd", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "dps", "odt", "ods", "odp", "rtf", "zip",
    "rar", "7z", "gz", "tgz", "tif", "tiff", "jpg", "jpeg", "png", "gif", "bmp", "webp", "mp3", "wav", "mp4", "m4v",
    "webm", "avi",
})  # fmt: skip
ALLOWED = TOLD_BY_CONTENT | TEXTUAL.keys() | {"ceb", "sep", "wmv", "dwg"}
# What each kind of content may be called. WPS writes its own names for Microsoft's formats.
CALLED = {
    "ole": {"doc", "xls", "ppt", "wps", "et", "dps"},
    "docx": {"docx", "wps"},
    "xlsx": {"xlsx", "et"},
    "pptx": {"pptx", "dps"},
    "zip": {"zip", "odt", "ods", "odp", "wps", "et", "dps"},
    "jpg": {"jpg", "jpeg"},
    "tif": {"tif", "tiff"},
    "gz": {"gz", "tgz"},
    "mp4": {"mp4", "m4v"},
    "m4v": {"mp4", "m4v"},
}


@dataclass(frozen=True)
class FileFacts:
    """Facts read from a file: its own name, size in bytes, SHA-256 in hexadecimal, type by content.

    `lies` says that the name claims another type than the content has.
    """

    name: str
    size: int
    sha256: str
    media_type: str
    extension: str
    lies: bool

    @property
    def is_allowed(self):
        """Whether files of this name may be offered to the public at all."""
        return self.extension in ALLOWED


def inspect_file(file, name):
    """Read a file once, in pieces, and tell its facts; the file is left at its beginning."""
    file.seek(0)
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := file.read(CHUNK_BYTES):
        head = head or chunk[:HEAD_BYTES]
        digest.update(chunk)
        size += len(chunk)
    file.seek(0)
    base = PurePosixPath(name.replace("\\", "/")).name
    extension = PurePosixPath(base).suffix.lstrip(".").lower()
    media_type, natural = _type_of(file, head, extension)
    file.seek(0)
    fits = extension in CALLED.get(natural, {natural}) if natural else extension not in TOLD_BY_CONTENT
    return FileFacts(base, size, digest.hexdigest(), media_type, extension, not fits)


def _type_of(file, head, extension):
    """The media type, and the format that belongs to it ('' where content does not tell)."""
    if head.startswith(b"PK\x03\x04"):
        return _type_of_zip(file)
    if head.startswith(COMPOUND_FILE):
        return "application/x-ole-storage", "ole"
    kind = filetype.guess(head)
    if kind is not None:
        return kind.mime, kind.extension
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:256].lower()
    if start.startswith(MARKUP) or (start.startswith(XML) and any(mark in head.lower() for mark in MARKUP)):
        return "text/html", "html"
    if start.startswith(XML):
        return TEXTUAL["xml"], "xml"
    if head and b"\0" not in head:
        return TEXTUAL.get(extension, "text/plain"), extension if extension in TEXTUAL else "txt"
    return UNKNOWN, ""


def _type_of_zip(file):
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()[:2000]
    except zipfile.BadZipFile:
        return UNKNOWN, ""
    for prefix, known in ZIPPED.items():
        if any(name.startswith(prefix) for name in names):
            return known
    return "application/zip", "zip"
