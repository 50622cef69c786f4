from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.content.blocks.table import TableBlock

MAX_ROWS, MAX_COLUMNS = 500, 60
NO_VALUE = {"", "-", "–", "—", "…", "..", "*"}


def number_of(text):
    """A cell as a number; None where the cell says that there is no value.

    Raises ValueError for a cell that is neither.
    """
    text = str(text if text is not None else "").strip().replace(",", "").replace("，", "")
    if text in NO_VALUE:
        return None
    try:
        number = Decimal(text.removesuffix("%"))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite():
        raise ValueError(text)
    return number


def statistics_table(columns, rows, caption=""):
    """The stored value of a table of figures: `columns` heads it, each row is a label with its values."""
    return {
        "data": [list(columns), *([label, *("" if v is None else str(v) for v in values)] for label, values in rows)],
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": caption,
    }


class StatisticsTableBlock(TableBlock):
    """A table of figures: the first row heads the columns, the first column names the indicators."""

    def clean(self, value):
        """Every cell but the heads is a number or says that there is none; the heads are there.

        Raises ValidationError, naming the cell.
        """
        value["table_header_choice"] = "both"
        value = super().clean(value)
        head, *rows = value.get("data") or [[]]
        if len(head) < 2 or not rows:
            raise ValidationError(_("The table needs a heading row, a column of names and at least one value."))
        if len(rows) > MAX_ROWS or len(head) > MAX_COLUMNS:
            raise ValidationError(
                _("A table has at most %(rows)d rows and %(columns)d columns."),
                params={"rows": MAX_ROWS, "columns": MAX_COLUMNS},
            )
        if value.get("mergeCells"):
            raise ValidationError(_("A table of figures has no merged cells."))
        for column, text in enumerate(head[1:], start=2):
            if not str(text or "").strip():
                raise ValidationError(_("Column %(column)d has no heading."), params={"column": column})
        for number, row in enumerate(rows, start=2):
            self._check_row(number, row)
        return value

    @staticmethod
    def _check_row(number, row):
        if not str(row[0] or "").strip():
            raise ValidationError(_("Row %(row)d does not say what it counts."), params={"row": number})
        for column, text in enumerate(row[1:], start=2):
            try:
                number_of(text)
            except ValueError:
                raise ValidationError(
                    _("Row %(row)d, column %(column)d: “%(text)s” is not a number."),
                    params={"row": number, "column": column, "text": str(text)[:30]},
                ) from None

    class Meta:
        label = _("Table")
