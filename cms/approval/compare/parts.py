"""What a comparison is made of: sections of rows, each row an old and a new cell, ready to be shown."""

from dataclasses import dataclass, field, replace

SAME, OLD, NEW, CHANGED, MOVED, SKIPPED = "same", "old", "new", "changed", "moved", "skipped"
MOST_ROWS = 500
MOST_WORK = 3_000_000
MOST_PICTURES = 24


@dataclass(frozen=True)
class Run:
    """Consecutive characters that stayed, went or came."""

    text: str
    mark: str = SAME


@dataclass(frozen=True)
class TextCell:
    """A paragraph, a value. The new side of a changed one holds what went as well, for the inline view."""

    runs: tuple

    template = "approval/admin/compare/text.html"
    holds_both = True


@dataclass(frozen=True)
class PictureCell:
    """A picture, small."""

    title: str
    url: str
    width: int
    height: int

    template = "approval/admin/compare/picture.html"


@dataclass(frozen=True)
class FileCell:
    """A file with what tells it from another: type, size, hash."""

    title: str
    url: str
    kind: str
    size: int | None
    sha256: str

    template = "approval/admin/compare/file.html"


@dataclass(frozen=True)
class Line:
    """A row of a table: its cells are tuples of runs. A skipped one stands for `number` unchanged rows."""

    status: str
    cells: tuple = ()
    number: int = 0


@dataclass(frozen=True)
class GridCell:
    """A table, or what changed of it and around that."""

    lines: tuple
    width: int

    template = "approval/admin/compare/grid.html"
    holds_both = True


@dataclass(frozen=True)
class Row:
    """One difference: where, and what stood there before and stands there now."""

    status: str
    old: object = None
    new: object = None
    label: str = ""
    note: str = ""
    number: int = 0

    @property
    def is_merged(self):
        """Whether the new side alone tells what went and what came."""
        return self.status in (SAME, CHANGED) and getattr(self.new, "holds_both", False)

    @property
    def is_thing(self):
        """Whether it is a picture or a file that came or went: such a cell carries no marks of its own."""
        return self.status in (NEW, OLD) and not getattr(self.new or self.old, "holds_both", False)


@dataclass
class Section:
    """The differences of one field of the page."""

    label: str
    rows: list


@dataclass
class Comparison:
    """Everything that a revision changes; of a page that is not public, everything that it says."""

    sections: list
    is_new: bool
    left_out: int = 0

    @property
    def is_empty(self):
        """Whether nothing differs."""
        return not self.sections


@dataclass
class Bounds:
    """How much a comparison may still do and show. What is over is told as replaced, or counted, never waited for."""

    work: int = MOST_WORK
    rows: int = MOST_ROWS
    pictures: int = MOST_PICTURES
    left_out: int = field(default=0, init=False)

    def affords(self, cost):
        """Take the cost off what is left; False where that is too little."""
        if cost > self.work:
            return False
        self.work -= cost
        return True

    def admit(self, rows):
        """As many of the rows as may still be shown; the others are counted."""
        shown = rows[: self.rows]
        self.rows -= len(shown)
        self.left_out += len(rows) - len(shown)
        return shown

    def takes_picture(self):
        """Whether one more picture may be shown small."""
        self.pictures -= 1
        return self.pictures >= 0


def plain(text):
    """A cell of text without marks."""
    return TextCell((Run(text),)) if text else None


def labelled(rows, label):
    """The rows, the first of them under the label (with its own behind it)."""
    if not rows or not label:
        return rows
    first = rows[0]
    joined = label if first.label in ("", label) else f"{label} · {first.label}"
    return [replace(first, label=joined), *rows[1:]]
