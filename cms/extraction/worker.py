"""The process that reads one file: `python -m cms.extraction.worker FILE LIMITS`, prints one JSON object.

It bounds its own memory and processor time, and whatever happens to it happens to nobody else.
"""

import json
import sys
from pathlib import Path

from cms.extraction.limits import BOMB, CUT, DAMAGED, OLD, PACKED, Budget, Enough, Limits, Unreadable
from cms.extraction.pdf import read_pdf
from cms.extraction.plain import read_compound, read_rtf, read_text
from cms.extraction.zipped import read_zipped, readable_name

COMPOUND = b"\xd0\xcf\x11\xe0"
ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
# Pictures, sound and films say nothing in letters; the last is what another system keeps beside a file.
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"ID3", b"\xff\xfb", b"OggS")
PICTURES += (
    b"\x1aE\xdf\xa3",
    b"\0\0\1\0",
    b"\xd7\xcd\xc6\x9a",
    b"\1\0\0\0",
    b"fLaC",
    b"FLV",
    b"\0\0\1\xba",
    b"\0\5\x16\7",
)
TEXT_BYTES = 4096


def read(data, budget, depth=0):
    """Take what the bytes say, whatever their name.

    Raises Unreadable with the reason, Enough where a bound was reached.
    """

    def nested(name, content):
        budget.take("name", "", [readable_name(name).rpartition("/")[2]])
        if depth >= budget.limits.depth:
            raise Unreadable(BOMB)
        try:
            read(content, budget, depth + 1)
        except Unreadable as refusal:
            if refusal.reason == BOMB:
                raise
            if not budget.problem or budget.problem == OLD:
                budget.problem = refusal.reason

    if data[:1024].lstrip().startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        read_pdf(data, budget, nested)
    elif data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        read_zipped(data, budget, nested)
    elif data.startswith(COMPOUND):
        read_compound(data, budget)
    elif data.startswith(ARCHIVES):
        raise Unreadable(PACKED)
    elif data.startswith(b"{\\rtf"):
        read_rtf(data, budget)
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data[:TEXT_BYTES]:
        read_text(data, budget, nested)
    elif data and not data.startswith(PICTURES) and data[4:8] != b"ftyp":
        raise Unreadable(PACKED if data[257:262] == b"ustar" else DAMAGED)


def outcome(data, limits):
    """What was read, and the reason why it is not all, '' where it is."""
    budget = Budget(limits)
    try:
        read(data, budget)
    except Unreadable as refusal:
        problem = refusal.reason
    except Enough:
        problem = CUT
    else:
        problem = budget.problem
    return {"parts": budget.parts, "problem": problem}


def main(path, limits):
    limits = Limits(**json.loads(limits))
    limits.confine()
    json.dump(outcome(Path(path).read_bytes(), limits), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
