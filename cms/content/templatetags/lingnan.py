"""What templates need to lay out a value: the grid of a table with merged cells, the geometry of a chart.

Nothing here reads the database; each takes a value that a page has already and returns numbers and texts.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django import template

register = template.Library()

WIDTH, HEIGHT = 100, 40
BAR_STEP, BAR_MARGIN = 10, 1
MOST_TICKS = 8
BLOCK_TITLE_LEVEL = 3
TITLED_BLOCKS = ("gallery", "steps", "contacts", "links", "page_list")
ALIGNMENTS = ("htCenter", "htRight", "htMiddle")


@dataclass
class Cell:
    """One cell of a table as HTML wants it."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    classes: str = ""
    scope: str = ""


@dataclass
class Grid:
    """A table in rows of cells: those of the head, which a reader's software announces, and those of the body."""

    caption: str = ""
    head: list = field(default_factory=list)
    body: list = field(default_factory=list)


@register.simple_tag
def outlined(stream):
    """The blocks of a text, each with the level of its heading: as entered, but none skipped.

    Imported texts begin with sections or jump over them; HTML wants each heading at most one level below the last.
    """
    level, blocks = 1, list(stream)
    for block in blocks:
        wanted = _wanted_level(block)
        if wanted:
            level = block.heading_level = min(wanted, level + 1)
    return blocks


def _wanted_level(block):
    """The level of the heading that the block shows, 0 for none."""
    if block.block_type == "heading":
        return int(block.value["level"].removeprefix("h"))
    title = hasattr(block.value, "get") and any(block.value.get(name) for name in ("title", "heading"))
    return BLOCK_TITLE_LEVEL if title and block.block_type in TITLED_BLOCKS else 0


@register.simple_tag
def table_grid(value):
    """The cells of a table block's value.

    Merged cells come from editors and from imported documents, so they may overlap, leave the table, or leave rows
    and columns in which no cell begins; HTML allows none of that, and such rows and columns are left out.
    """
    data = value.get("data") or []
    cells = _cells(data, value.get("mergeCells") or [], _alignments(value.get("cell") or []))
    _close_gaps(cells, "row", "rowspan")
    _close_gaps(cells, "column", "colspan")
    rows = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    head_height = 0
    if value.get("first_row_is_table_header"):
        head_height = max((cell.rowspan for cell in rows.get(0, ())), default=0)
    for cell in cells:
        if not cell.text:
            continue
        if cell.row < head_height:
            cell.scope = "colgroup" if cell.colspan > 1 else "col"
        elif cell.column == 0 and value.get("first_col_is_header"):
            cell.scope = "rowgroup" if cell.rowspan > 1 else "row"
    lines = [rows[number] for number in sorted(rows)]
    return Grid(value.get("table_caption") or "", lines[:head_height], lines[head_height:])


def _cells(data, merges, alignments):
    """The cells that begin somewhere, from the top left on; a merge that meets another one is not made."""
    height, width = len(data), max((len(row) for row in data), default=0)
    spans = {(merge["row"], merge["col"]): (merge["rowspan"], merge["colspan"]) for merge in merges}
    taken, cells = set(), []
    for row, texts in enumerate(data):
        for column in range(width):
            if (row, column) in taken:
                continue
            rowspan, colspan = spans.get((row, column), (1, 1))
            rowspan, colspan = min(rowspan, height - row), min(colspan, width - column)
            covered = {(row + down, column + right) for down in range(rowspan) for right in range(colspan)}
            if covered & taken:
                rowspan = colspan = 1
                covered = {(row, column)}
            taken |= covered
            text = str(texts[column]).strip() if column < len(texts) and texts[column] is not None else ""
            cells.append(Cell(text, row, column, rowspan, colspan, alignments.get((row, column), "")))
    return cells


def _alignments(settings):
    """The classes that say how a cell is aligned; what else an editor's tool notes about a cell is not shown."""
    found = {}
    for setting in settings:
        names = [name for name in (setting.get("className") or "").split() if name in ALIGNMENTS]
        if names:
            found[setting["row"], setting["col"]] = " ".join(names)
    return found


def _close_gaps(cells, place, span):
    """Renumber rows (or columns) so that a cell begins in each, and shorten the cells that crossed the others."""
    used = sorted({getattr(cell, place) for cell in cells})
    position = {old: new for new, old in enumerate(used)}
    for cell in cells:
        start = getattr(cell, place)
        crossed = sum(1 for number in used if start <= number < start + getattr(cell, span))
        setattr(cell, place, position[start])
        setattr(cell, span, max(1, crossed))


@dataclass(frozen=True)
class Bar:
    """One value of a chart: its share of the longest bar in percent, and its place among upright bars.

    Upright bars stand 10 apart in a box 40 high.
    """

    label: str
    text: str
    percent: str
    left: int
    top: str
    height: str


@dataclass(frozen=True)
class Chart:
    """The geometry of a chart. The line lies in a box of 100 by 40 that may be stretched."""

    bars: list
    line: str
    ticks: list
    highest: str


@register.simple_tag
def chart_of(points):
    """The geometry of a chart of points, each with `label` and `value`; values below nought count as nought."""
    pairs = [(_of(point, "label"), _of(point, "value")) for point in points]
    pairs = [(label, Decimal(str(value))) for label, value in pairs if value is not None]
    highest = max((value for _label, value in pairs), default=None)
    scale = highest if highest and highest > 0 else Decimal(1)
    shares = [max(value, Decimal(0)) / scale for _label, value in pairs]
    bars = [
        _bar(number, label, value, share)
        for number, ((label, value), share) in enumerate(zip(pairs, shares, strict=True))
    ]
    step = Decimal(WIDTH) / max(1, len(pairs) - 1)
    line = " ".join(f"{step * n:.1f},{HEIGHT - share * HEIGHT:.1f}" for n, share in enumerate(shares))
    return Chart(bars, line, _ticks([label for label, _value in pairs]), plain_number(highest) if pairs else "")


def _bar(number, label, value, share):
    height = share * HEIGHT
    left = number * BAR_STEP + BAR_MARGIN
    return Bar(label, plain_number(value), f"{share * 100:.1f}", left, f"{HEIGHT - height:.1f}", f"{height:.1f}")


@register.filter
def plain_number(value):
    """A number without the noughts that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ticks(labels):
    """The labels to write under a line: all of a few, else the first, the middle and the last."""
    return labels if len(labels) <= MOST_TICKS else [labels[0], labels[len(labels) // 2], labels[-1]]


def _of(point, name):
    return point.get(name) if hasattr(point, "get") else getattr(point, name)
