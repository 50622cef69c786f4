"""The process that reads one file: `python -m cms.approval.extraction.worker FILE LIMITS`, prints one JSON object.

It bounds its own memory and processor time, and whatever happens to it happens to nobody else.
"""

import json
import resource
import sys
from pathlib import Path

from cms.approval.extraction.limits import BOMB, CUT, PACKED, Budget, Enough, Limits, Unreadable
from cms.approval.extraction.pdf import read_pdf
from cms.approval.extraction.plain import read_compound, read_rtf, read_text
from cms.approval.extraction.zipped import read_zipped, readable_name

COMPOUND = b"\xd0\xcf\x11\xe0"
ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
TEXT_BYTES = 4096


def read(data, budget, depth=0):
    """Take what the bytes say, whatever their name.

    Raises Unreadable with the reason, Enough where a bound was reached.
    """

    def nested(name, content):
        budget.take("name", "", [readable_name(name).rpartition("/")[2]])
        if depth < budget.limits.depth:
            read(content, budget, depth + 1)
        else:
            raise Unreadable(BOMB)

    if data[:1024].lstrip().startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        read_pdf(data, budget, nested)
    elif data.startswith(b"PK\x03\x04"):
        read_zipped(data, budget, nested)
    elif data.startswith(COMPOUND):
        read_compound(data, budget)
    elif data.startswith(ARCHIVES):
        raise Unreadable(PACKED)
    elif data.startswith(b"{\\rtf"):
        read_rtf(data, budget)
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data[:TEXT_BYTES]:
        read_text(data, budget)


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
        problem = ""
    return {"parts": budget.parts, "problem": problem}


def main(path, limits):
    limits = Limits(**json.loads(limits))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    json.dump(outcome(Path(path).read_bytes(), limits), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
