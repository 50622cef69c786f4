"""What every reader gives: rows, rejected rows, and a source that knows how far it has come."""

from dataclasses import dataclass


class ImportSourceError(Exception):
    """The whole source cannot be read; the message is a sentence for the user that says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One document. `line` is the line in a file, or the path of a file inside its folder; `digest` is the SHA-256
    of the row as it came.
    """

    line: int | str
    data: dict
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One document that cannot be taken: where it stands, which field is wrong, and why, in the user's words; its
    number at the source, where the row tells it.
    """

    line: int | str
    field: str
    reason: str
    source_id: str = ""


class RowSource:
    """Iterates over Row and Rejected. `position` of `total` `unit`s (lines or files) have been read.

    Rows up to and including the one whose `line` is `after` are passed over, so that an import can go on where it
    was stopped.
    """

    unit = "lines"

    def __init__(self, path, after=None):
        self.path = path
        self.after = after
        self.total = 0
        self.position = 0

    def __iter__(self):
        raise NotImplementedError
