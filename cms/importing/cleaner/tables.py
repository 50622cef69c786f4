"""Tables in the form that Wagtail's TableBlock stores: a full grid, merged cells, hidden cells under them.

The grid is laid out as HTML lays out a table. Rows and columns in which no cell begins are taken out and the spans
that crossed them are shortened, so that what comes out is a valid table.
"""

from bisect import bisect_left
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.importing.cleaner.result import CleaningError
from cms.importing.cleaner.rules import CENTER, END

MAX_COLUMNS = 1000
_CLASS_NAMES = {CENTER: "htCenter", END: "htRight"}


@dataclass
class Cell:
    """One cell as it was written."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    align: str = ""


@dataclass
class _Placed:
    cell: Cell
    row: int
    column: int
    height: int
    width: int


def span_of(element, name):
    """A span as a number; what is not one counts as 1."""
    raw = (element.get(name) or "1").strip()
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 1


def table_value(rows, caption="", max_cells=50_000):
    """The raw value of a TableBlock and the text of its rows; None where no cell holds text."""
    placed = _shrink(_place(rows, max_cells))
    if not any(item.cell.text for item in placed):
        return None, []
    height = 1 + max(item.row for item in placed)
    width = 1 + max(item.column for item in placed)
    if height * width > max_cells:
        raise CleaningError(_too_large())
    data = [[""] * width for _row in range(height)]
    merges, metas = [], []
    for item in placed:
        data[item.row][item.column] = item.cell.text
        _describe(item, merges, metas)
    metas.sort(key=lambda meta: (meta["row"], meta["col"]))
    first_row, first_column = _headers(placed, height, width)
    value = {
        "data": data,
        "cell": metas,
        "mergeCells": merges,
        "first_row_is_table_header": first_row,
        "first_col_is_header": first_column,
        "table_header_choice": {(1, 1): "both", (1, 0): "row", (0, 1): "column"}.get(
            (first_row, first_column), "neither"
        ),
        "table_caption": caption,
    }
    return value, table_lines(value)


def table_lines(value):
    """A table's text: its caption, then one line for each row of cells that holds any."""
    lines = [value["table_caption"]] if value.get("table_caption") else []
    for row in value.get("data") or []:
        line = "\t".join(cell for cell in row if cell)
        if line:
            lines.append(line)
    return lines


def _too_large():
    return _("A table is too large to be shown on a page. Attach it as a file instead.")


def _place(rows, max_cells):
    """Lay cells out as HTML does; a span ends where another cell already stands, and at the last row."""
    placed, taken, total = [], {}, len(rows)
    count = 0
    for row, cells in enumerate(rows):
        here = taken.pop(row, set())
        column = 0
        for cell in cells:
            while column in here:
                column += 1
            width = 1
            wanted = min(cell.colspan or 1, MAX_COLUMNS)
            while width < wanted and column + width not in here:
                width += 1
            height = min(cell.rowspan or total, total - row)
            count += width * height
            if count > max_cells * 4:
                raise CleaningError(_too_large())
            columns = range(column, column + width)
            here.update(columns)
            for below in range(row + 1, row + height):
                taken.setdefault(below, set()).update(columns)
            placed.append(_Placed(cell, row, column, height, width))
            column += width
    return placed


def _shrink(placed):
    rows = sorted({item.row for item in placed})
    columns = sorted({item.column for item in placed})
    for item in placed:
        row, column = bisect_left(rows, item.row), bisect_left(columns, item.column)
        item.height = bisect_left(rows, item.row + item.height) - row
        item.width = bisect_left(columns, item.column + item.width) - column
        item.row, item.column = row, column
    return placed


def _describe(item, merges, metas):
    class_name = _CLASS_NAMES.get(item.cell.align)
    if class_name:
        metas.append({"row": item.row, "col": item.column, "className": class_name})
    if item.height == 1 and item.width == 1:
        return
    merges.append({"row": item.row, "col": item.column, "rowspan": item.height, "colspan": item.width})
    for row in range(item.row, item.row + item.height):
        for column in range(item.column, item.column + item.width):
            if (row, column) != (item.row, item.column):
                metas.append({"row": row, "col": column, "hidden": True})


def _headers(placed, height, width):
    """Whether the first row and the first column are header cells throughout.

    A header row with a cell that reaches into the next row is not taken as one: it would cross the table's head.
    """
    top = [item for item in placed if item.row == 0]
    left = [item for item in placed if item.column == 0 and item.row > 0]
    row_header = height > 1 and all(item.cell.header and item.height == 1 for item in top)
    column_header = width > 1 and bool(left) and all(item.cell.header for item in left)
    if column_header and not row_header:
        column_header = all(item.cell.header for item in top if item.column == 0)
    return row_header, column_header
