"""The text of one attached file, read within bounds in a process of its own."""

from pathlib import Path

from django.core.exceptions import SuspiciousOperation

from cms.extraction.limits import CUT, MEGABYTE, TOO_SLOW, Limits
from cms.extraction.reading import read_file
from search.files.parts import Part
from search.files.reasons import MISSING, UNSUPPORTED, Unreadable

WORKER = "search.files.worker"
EXTENSIONS = frozenset({"pdf", "docx", "xlsx", "ofd"})
# Three seconds are left for the process to begin and to end, which makes thirty in all.
LIMITS = Limits(
    file_bytes=20 * MEGABYTE,
    unpacked_bytes=100 * MEGABYTE,
    seconds=27,
    memory_bytes=512 * MEGABYTE,
    letters=400_000,
)


def parts_of(file, extension, limits=LIMITS):
    """The parts of a file's text, in its order; a long one's first parts, as much as the limits let be read.

    `file` is a path or the field of a model; the extension, with or without its dot, says how it is read.
    Raises Unreadable for whatever cannot be read, and nothing else.
    """
    extension = extension.lower().removeprefix(".")
    if extension not in EXTENSIONS:
        raise Unreadable(UNSUPPORTED)
    try:
        with _open(file) as content:
            reading = read_file(content, limits, WORKER, [extension])
    except (OSError, ValueError, SuspiciousOperation) as error:
        raise Unreadable(MISSING) from error
    if not reading.parts:
        raise Unreadable(TOO_SLOW if reading.problem == CUT else reading.problem)
    return [Part(*part) for part in reading.parts]


def _open(file):
    """The file, opened anew, so that closing it takes nothing from others."""
    if not hasattr(file, "storage"):
        return Path(file).open("rb")
    if not file.name:
        raise FileNotFoundError
    return file.storage.open(file.name, "rb")
