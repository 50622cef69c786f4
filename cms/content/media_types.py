"""What a file really is: its type by content, its size and its hash."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype

CHUNK_BYTES = 1 << 20
UNKNOWN = "application/octet-stream"
OFFICE = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    "OFD.xml": ("application/ofd", "ofd"),
}
LEGACY_OFFICE = ("doc", "xls", "ppt", "wps", "et", "dps")
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAME_TYPE = ({"jpg", "jpeg"}, {"tif", "tiff"}, {"htm", "html"}, {"mp4", "m4v"}, {"zip", "wps", "et"})
TEXTUAL = {"txt": "text/plain", "csv": "text/csv"}


@dataclass(frozen=True)
class FileFacts:
    """Facts read from a file: size in bytes, SHA-256 in hexadecimal, type by content."""

    name: str
    size: int
    sha256: str
    media_type: str
    extension: str
    lies: bool


def inspect_file(file, name):
    """Read a file once, in pieces, and tell its facts; the file is left at its beginning."""
    file.seek(0)
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := file.read(CHUNK_BYTES):
        head = head or chunk[:8192]
        digest.update(chunk)
        size += len(chunk)
    file.seek(0)
    base = PurePosixPath(name.replace("\\", "/")).name
    extension = PurePosixPath(base).suffix.lstrip(".").lower()
    media_type, natural = _type_of(file, head, extension)
    file.seek(0)
    lies = bool(natural) and extension != natural and not any({extension, natural} <= same for same in SAME_TYPE)
    return FileFacts(base, size, digest.hexdigest(), media_type, extension, lies)


def _type_of(file, head, extension):
    """The media type and the extension that belongs to it ('' where content does not tell)."""
    if head.startswith(b"PK\x03\x04"):
        return _type_of_zip(file)
    if head.startswith(COMPOUND_FILE):
        return "application/x-ole-storage", extension if extension in LEGACY_OFFICE else "doc"
    kind = filetype.guess(head)
    if kind is not None:
        return kind.mime, kind.extension
    if head.lstrip()[:5].lower() in (b"<!doc", b"<html", b"<svg ", b"<?xml", b"<scri"):
        return "text/html", "html"
    if head and b"\0" not in head:
        return TEXTUAL.get(extension, "text/plain"), "" if extension in TEXTUAL else "txt"
    return UNKNOWN, ""


def _type_of_zip(file):
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()[:2000]
    except zipfile.BadZipFile:
        return UNKNOWN, "zip"
    for prefix, (media_type, extension) in OFFICE.items():
        if any(name.startswith(prefix) for name in names):
            return media_type, extension
    return "application/zip", "zip"
