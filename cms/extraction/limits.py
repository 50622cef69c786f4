"""What reading a file may cost, and what is said where it would cost more or cannot be done."""

import resource
import time
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MAX_MEMBERS = 5000
MAX_PAGES = 5000
# Tables in tables in text boxes reach some hundred.
MAX_XML_DEPTH = 500

ENCRYPTED, DAMAGED, TOO_LARGE, BOMB = "encrypted", "damaged", "too_large", "bomb"
TOO_SLOW, CUT, PACKED, OLD = "too_slow", "cut", "packed", "old"


class Unreadable(Exception):
    """A file that cannot be read; `reason` is one of the names above."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class Enough(Exception):
    """As much was read as may be read; what was read so far counts."""


@dataclass(frozen=True)
class Limits:
    """Bounds of one file: its size, what it unpacks to, seconds, megabytes of memory, files within files, letters."""

    file_bytes: int = 100 * MEGABYTE
    unpacked_bytes: int = 300 * MEGABYTE
    seconds: int = 30
    memory_bytes: int = 1024 * MEGABYTE
    depth: int = 2
    letters: int = 3_000_000

    def confine(self):
        """Bound the memory and the processor time of this process from now on.

        A second is left in which what was read in time can be told.
        """
        resource.setrlimit(resource.RLIMIT_AS, (self.memory_bytes, self.memory_bytes))
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds + 1, self.seconds + 2))


class Budget:
    """What is left of the limits while one file is read, and what was read.

    `hidden` holds the labels of sheets that are in the file but not on the screen.
    """

    def __init__(self, limits):
        self.limits = limits
        self.until = time.monotonic() + limits.seconds
        self.unpacked = 0
        self.letters = 0
        self.parts = []
        self.hidden = set()
        self.problem = ""

    def take(self, kind, label, lines):
        """Keep a part of the text.

        Raises Enough where the time or the number of letters is used up.
        """
        kept = [line for line in (" ".join(line.split()) for line in lines) if line]
        if kept:
            self.letters += sum(map(len, kept))
            self.parts.append([kind, label, kept])
        if self.letters > self.limits.letters:
            raise Enough
        self.in_time()

    def in_time(self):
        """Raises Enough where the time is used up."""
        if time.monotonic() > self.until:
            raise Enough

    def unpack(self, size):
        """Count what is unpacked.

        Raises Unreadable where it is more than a document can honestly hold.
        """
        self.unpacked += size
        if self.unpacked > self.limits.unpacked_bytes:
            raise Unreadable(BOMB)
