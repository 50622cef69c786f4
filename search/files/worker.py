"""The process that reads one file: `python -m search.files.worker FILE LIMITS EXTENSION`, prints one JSON object.

It sets up nothing of the product, so that it starts fast, and bounds its own memory and processor time.
"""

import io
import json
import sys
from pathlib import Path

from cms.extraction.limits import BOMB, CUT, ENCRYPTED, Enough, Limits, Unreadable
from cms.extraction.ofd import ROOT, read_ofd
from cms.extraction.pdf import open_pdf, read_pages
from cms.extraction.plain import ENCRYPTED_PACKAGE
from cms.extraction.sheets import BOOK, read_workbook
from cms.extraction.zipped import content_of, opened
from search.files.parts import EMPTY, MISNAMED, Parts
from search.files.word import is_word, read_word

PDF_HEAD, HEAD_BYTES = b"%PDF-", 1024
ZIP_HEAD = b"PK"
OFFICE = {"docx", "xlsx"}
ZIPPED = {
    "docx": (is_word, read_word),
    "xlsx": (lambda names: BOOK in names, read_workbook),
    "ofd": (lambda names: ROOT in names, read_ofd),
}


def read(data, extension, parts):
    """Take the parts of a file.

    Raises Unreadable with the reason, Enough where a bound was reached.
    """
    if extension == "pdf":
        if PDF_HEAD not in data[:HEAD_BYTES]:
            raise Unreadable(MISNAMED)
        read_pages(open_pdf(data), parts)
        return
    if extension in OFFICE and ENCRYPTED_PACKAGE in data and not data.startswith(ZIP_HEAD):
        raise Unreadable(ENCRYPTED)
    if not data.startswith(ZIP_HEAD):
        raise Unreadable(MISNAMED)
    fits, reader = ZIPPED[extension]
    with opened(data, parts) as (archive, names):
        if not fits(names):
            raise Unreadable(MISNAMED)
        reader(names, lambda name: io.BytesIO(content_of(archive, name, parts)), parts)


def outcome(data, extension, limits):
    """The parts that were read, and why there are no more, '' where those are all."""
    parts, problem = Parts(limits), ""
    try:
        read(data, extension, parts)
    except Unreadable as refusal:
        return {"parts": [], "problem": refusal.reason}
    except MemoryError:
        return {"parts": [], "problem": BOMB}
    except Enough:
        problem = CUT
    return {"parts": parts.parts, "problem": problem if parts.parts else problem or EMPTY}


def main(path, limits, extension):
    limits = Limits(**json.loads(limits))
    limits.confine()
    json.dump(outcome(Path(path).read_bytes(), extension, limits), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
