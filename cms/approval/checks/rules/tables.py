"""Tables that hold nothing, or a row or column that does."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.approval.checks.hits import Hit, Where
from cms.approval.checks.registry import check


@check("tables", _("Empty tables"))
def find_empty_tables(material):
    """Each table without content below its heads."""
    for number, (raw, rows) in enumerate(material.walker.tables, start=1):
        facts = {"number": number}
        if not any(cell.strip() for row in rows for cell in row):
            yield Hit(gettext_noop("Table %(number)d is empty."), facts, where=Where.TABLE)
        elif _has_heads_only(raw, rows):
            head = " | ".join(cell.strip() for cell in rows[0] if cell.strip())
            message = gettext_noop("Table %(number)d has heads and nothing below them.")
            yield Hit(message, facts, where=Where.TABLE, passage=head[:200])
        elif _has_empty_column(raw, rows):
            yield Hit(gettext_noop("Table %(number)d has a column without any content."), facts, where=Where.TABLE)


def _has_heads_only(raw, rows):
    """Whether only the first row, or only the first column, says something, and it is a head."""
    choice = raw.get("table_header_choice") or ""
    row_head = raw.get("first_row_is_table_header") or choice in ("row", "both")
    column_head = raw.get("first_col_is_header") or choice in ("column", "both")
    body = [row[1:] if column_head else row for row in (rows[1:] if row_head else rows)]
    return bool(row_head or column_head) and not any(cell.strip() for row in body for cell in row)


def _has_empty_column(raw, rows):
    """A column without a word, where no merged cell explains it."""
    if raw.get("mergeCells"):
        return False
    width = max(map(len, rows))
    return any(not any(place < len(row) and row[place].strip() for row in rows) for place in range(width))
