"""Lists as files: CSV for a spreadsheet, JSON lines for a program. Written row by row, however long the list."""

import csv

from django.http import StreamingHttpResponse
from django.utils import timezone

MARK = "\ufeff"


class Echo:
    """A file that hands on what is written to it."""

    def write(self, value):
        """Return the line."""
        return value


def csv_file(name, head, rows):
    """Rows of text under their heads: UTF-8 with its mark, so that Chinese opens as Chinese."""
    writer = csv.writer(Echo())

    def lines():
        yield MARK + writer.writerow(head)
        for row in rows:
            yield writer.writerow([harmless(str(cell)) for cell in row])

    return _file(lines(), "text/csv; charset=utf-8", f"{name}.csv")


def json_lines_file(name, lines):
    """One JSON object a line."""
    return _file(lines, "application/x-ndjson", f"{name}.jsonl")


def dated(name):
    """The name with today's date."""
    return f"{name}-{timezone.localdate():%Y-%m-%d}"


def harmless(cell):
    """A spreadsheet takes what begins like a formula for one; text that came from outside is never one."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _file(lines, content_type, name):
    response = StreamingHttpResponse(lines, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
