"""Files of lines, plain or gzip: surveyed once before the first row is taken, then read in bounded pieces."""

import codecs
import gzip
import stat
import zlib
from contextlib import contextmanager
from dataclasses import dataclass

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from cms.importing.readers.rows import ImportSourceError

MAX_ROW_BYTES = 16 * 1024 * 1024
MAX_UNPACKED_BYTES = 20 * 1024**3
_CHUNK = 1024 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_OTHER_FORMATS = (
    (b"PK\x03\x04", "ZIP, XLSX, DOCX"),
    (b"\xd0\xcf\x11\xe0", "XLS, DOC"),
    (b"%PDF", "PDF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"BZh", "BZ2"),
    (b"\xfd7zXZ", "XZ"),
    (b"(\xb5/\xfd", "ZSTD"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Survey:
    """A whole file, read once: number of lines and, where asked for, the encoding in which all of it is sound."""

    lines: int
    encoding: str = "utf-8"


def survey(path, *, encoded=False):
    """Read a file to its end before any of its rows is taken: nothing starts on half a file."""
    _check_kind(path)
    last, count, size, blank = b"\n", 0, 0, True
    with opened(path) as stream:
        head = stream.read(8192)
        _check_head(path, head)
        chunk = head
        while chunk:
            count += chunk.count(b"\n")
            size += len(chunk)
            blank = blank and not chunk.strip()
            if size > MAX_UNPACKED_BYTES:
                raise ImportSourceError(
                    _("%(path)s is larger than %(limit)d GB when unpacked. Split it and import the parts.")
                    % {"path": path, "limit": MAX_UNPACKED_BYTES // 1024**3}
                )
            last = chunk[-1:]
            chunk = stream.read(_CHUNK)
    if blank:
        raise ImportSourceError(_empty(path))
    return Survey(count + (last != b"\n"), _encoding(path, head) if encoded else "utf-8")


@contextmanager
def opened(path):
    """A binary stream of the unpacked file; whatever goes wrong in reading becomes a sentence."""
    try:
        with gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            yield stream
    except EOFError:
        raise ImportSourceError(
            _("%(path)s ends too early: it was not copied in full. Copy it again and start again.") % {"path": path}
        ) from None
    except (gzip.BadGzipFile, zlib.error):
        raise ImportSourceError(
            _("%(path)s is damaged and cannot be unpacked. Copy it again and start again.") % {"path": path}
        ) from None
    except OSError as error:
        raise ImportSourceError(unreadable(path, error)) from None


def unreadable(path, error):
    """The sentence for a file or folder that the system does not let us read."""
    return _("%(path)s cannot be read (%(cause)s). Check the path and its permissions.") % {
        "path": path,
        "cause": error.strerror or error.__class__.__name__,
    }


def bounded_lines(stream, limit=None):
    """Pairs of line number and line, without its end; None for a line longer than the limit, which is passed over."""
    limit = limit or MAX_ROW_BYTES
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield number, None


def too_long(limit=None):
    """The reason given for a row beyond the bound."""
    return _("The row is larger than %(limit)d MB. Split the document or attach it as a file.") % {
        "limit": (limit or MAX_ROW_BYTES) // 1024**2
    }


def _check_kind(path):
    try:
        status = path.stat()
    except OSError as error:
        raise ImportSourceError(unreadable(path, error)) from None
    if not stat.S_ISREG(status.st_mode):
        raise ImportSourceError(_("%(path)s is not a file. Name a file or a folder of documents.") % {"path": path})
    if status.st_size == 0:
        raise ImportSourceError(_empty(path))
    if path.suffix.lower() == ".gz":
        try:
            with path.open("rb") as stream:
                magic = stream.read(2)
        except OSError as error:
            raise ImportSourceError(unreadable(path, error)) from None
        if magic != _GZIP_MAGIC[: len(magic)]:
            raise ImportSourceError(
                _("%(path)s is named .gz but is not compressed. Take .gz off its name.") % {"path": path}
            )


def _check_head(path, head):
    if head.startswith(_GZIP_MAGIC):
        raise ImportSourceError(_("%(path)s is compressed. Add .gz to its name.") % {"path": path})
    for magic, name in _OTHER_FORMATS:
        if head.startswith(magic):
            raise ImportSourceError(
                _("%(path)s is not a text file but of the kind %(kind)s. Save it as CSV (UTF-8) or JSONL.")
                % {"path": path, "kind": name}
            )
    if b"\0" in head and not any(head.startswith(bom) for bom, _name in _BOMS):
        raise ImportSourceError(_("%(path)s is not a text file. Save it as CSV (UTF-8) or JSONL.") % {"path": path})


def _empty(path):
    return _("%(path)s is empty. Check that it was copied in full.") % {"path": path}


def _encoding(path, head):
    """The encoding in which every byte of the file is sound, strictly tried; the guess only helps the message."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            candidates = (name,)
            break
    else:
        candidates = ("utf-8", "gb18030")
    for candidate in candidates:
        if _decodes(path, candidate):
            return candidate
    guess = from_bytes(head).best()
    raise ImportSourceError(
        _("%(path)s is neither UTF-8 nor GBK (it looks like %(guess)s). Save it as CSV in UTF-8.")
        % {"path": path, "guess": guess.encoding if guess else "?"}
    )


def _decodes(path, encoding):
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        with opened(path) as stream:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
