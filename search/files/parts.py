"""What is kept of a file while it is read: its parts in their order, bounded."""

from dataclasses import dataclass

from cms.extraction.limits import Budget, Enough
from search.files.tidying import tidy, tidy_line, unbroken

MAX_PARTS = 2000
MISNAMED, EMPTY = "misnamed", "empty"
PAGE, PARAGRAPHS, TABLE, SHEET = "page", "paragraphs", "table", "sheet"
NAME = "name"
KINDS = frozenset({PAGE, PARAGRAPHS, TABLE, SHEET})


@dataclass(frozen=True)
class Part:
    """A page, a run of paragraphs, a table or a sheet: its kind, its number in the file from 1, and its text."""

    kind: str
    number: int
    text: str


class Parts(Budget):
    """What is left of the limits, and the parts that a reader of the file sees, [kind, number, text] each."""

    def __init__(self, limits):
        super().__init__(limits)
        self._names = {}

    def take(self, kind, label, lines):
        """Keep a part; what comes in pieces is put together, a sheet begins with its name.

        Raises Enough where the time, the number of parts or of letters is used up.
        """
        self.in_time()
        if kind == NAME:
            self._names[label] = tidy(lines)
        if kind not in KINDS or label in self.hidden:
            return
        number = int(label)
        if number > MAX_PARTS:
            raise Enough
        text = self._text(kind, label, lines)
        if text:
            self._keep(kind, number, text)

    def _text(self, kind, label, lines):
        if kind == PAGE:
            return unbroken(tidy(lines))
        if kind != SHEET:
            return tidy(lines)
        return " ".join(filter(None, map(tidy_line, lines)))

    def _keep(self, kind, number, text):
        goes_on = self.parts and self.parts[-1][:2] == [kind, number]
        if goes_on:
            text = f"\n{text}"
        elif kind == SHEET and self._names.get(str(number)):
            text = f"{self._names[str(number)]}\n{text}"
        text = text[: self.limits.letters - self.letters]
        self.letters += len(text)
        if goes_on:
            self.parts[-1][2] += text
        else:
            self.parts.append([kind, number, text])
        if self.letters >= self.limits.letters:
            raise Enough
