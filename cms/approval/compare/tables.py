"""Two tables: rows that came, went or changed, and in a changed row the cells."""

from dataclasses import replace
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from cms.approval.compare.parts import CHANGED, NEW, OLD, SAME, SKIPPED, GridCell, Line, Row, Run
from cms.approval.compare.texts import marked, runs_between

MOST_ROWS, MOST_COLUMNS, MOST_SHOWN = 1_000, 60, 120
SETTINGS = ("table_caption", "mergeCells", "first_row_is_table_header", "first_col_is_header", "cell")


def table_rows(old, new, bounds):
    """One row that holds both tables, and one more where only their caption or their merged cells changed."""
    before, after = _cells(old), _cells(new)
    lines = _lines(before, after, bounds) if before != after else []
    rows = []
    if lines:
        width = min(max((len(cells) for cells in (*before, *after)), default=0), MOST_COLUMNS)
        shown = _shortened(lines)
        rows.append(
            Row(
                _status(before, after),
                _grid([line for line in shown if line.status != NEW], width, NEW) if before else None,
                _grid([line for line in shown if line.status != OLD] if not after else shown, width) if after else None,
            )
        )
    return rows + _settings(old or {}, new or {}, bounds, bool(before and after))


def _status(before, after):
    if before and after:
        return CHANGED
    return NEW if after else OLD


def _cells(value):
    data = (value or {}).get("data") or []
    return [tuple("" if cell is None else str(cell).strip() for cell in row[:MOST_COLUMNS]) for row in data[:MOST_ROWS]]


def _lines(before, after, bounds):
    before, after = _same_columns(before, after)
    lines = []
    for tag, start, end, begin, stop in _opcodes(before, after, bounds):
        if tag == "equal":
            lines.extend(_line(SAME, cells) for cells in before[start:end])
            continue
        gone, come = before[start:end], after[begin:stop]
        both = min(len(gone), len(come))
        lines.extend(_changed(one, other, bounds) for one, other in zip(gone[:both], come[:both], strict=True))
        lines.extend(_line(OLD, cells) for cells in gone[both:])
        lines.extend(_line(NEW, cells) for cells in come[both:])
    return lines


def _opcodes(before, after, bounds):
    if bounds.affords(len(before) * 4 + len(after) * 4):
        return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [("replace", 0, len(before), 0, len(after))]


def _same_columns(before, after):
    """Both tables with the same columns: one that only the other has is empty here, told by the heads."""
    if not before or not after or before[0] == after[0]:
        return before, after
    columns = []
    matcher = SequenceMatcher(None, before[0], after[0], autojunk=False)
    for _tag, start, end, begin, stop in matcher.get_opcodes():
        left, right = list(range(start, end)), list(range(begin, stop))
        length = max(len(left), len(right))
        left += [None] * (length - len(left))
        right += [None] * (length - len(right))
        columns += zip(left, right, strict=True)
    pick = [
        [tuple(_at(row, pair[side]) for pair in columns) for row in rows] for side, rows in ((0, before), (1, after))
    ]
    return pick[0], pick[1]


def _at(row, column):
    return row[column] if column is not None and column < len(row) else ""


def _line(status, cells):
    mark = status if status in (OLD, NEW) else SAME
    return Line(status, tuple((Run(text, mark),) if text else () for text in cells))


def _changed(old, new, bounds):
    width = max(len(old), len(new))
    cells = []
    for column in range(width):
        left, right = _at(old, column), _at(new, column)
        same = (Run(right),) if right else ()
        cells.append(same if left == right else tuple(runs_between(left, right, bounds)))
    return Line(CHANGED, tuple(cells))


def _shortened(lines):
    """The lines near a change; the head of the table always, the others counted."""
    near = {0}
    for place, line in enumerate(lines):
        if line.status != SAME:
            near.update((place - 1, place, place + 1))
    shown, skipped = [], 0
    for place, line in enumerate(lines):
        if place not in near or len(shown) >= MOST_SHOWN:
            skipped += 1
            continue
        if skipped:
            shown.append(Line(SKIPPED, number=skipped))
            skipped = 0
        shown.append(line)
    return [*shown, Line(SKIPPED, number=skipped)] if skipped else shown


def _grid(lines, width, without=""):
    """The lines as a table; `without` leaves the runs of one mark out."""
    kept = [
        Line(line.status, tuple(tuple(run for run in cell if run.mark != without) for cell in line.cells), line.number)
        for line in lines
    ]
    return GridCell(tuple(kept), max(width, 1))


def _settings(old, new, bounds, both):
    """What a table says beside its cells."""
    changed = [name for name in SETTINGS if (old.get(name) or None) != (new.get(name) or None)]
    if not both or not changed:
        return []
    names = {"table_caption": _("caption"), "mergeCells": _("merged cells"), "cell": _("alignment")}
    told = dict.fromkeys(str(names.get(name, _("heading cells"))) for name in changed)
    note = _("Of the table also changed: %(names)s.") % {"names": _(", ").join(told)}
    captions = [value.get("table_caption") or "" for value in (old, new)]
    if captions[0] == captions[1]:
        return [Row(CHANGED, note=note)]
    return [replace(marked(*captions, bounds), note=note)]
