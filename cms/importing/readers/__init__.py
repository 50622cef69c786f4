"""Readers: whatever a file or a folder holds becomes a stream of rows."""

from pathlib import Path

from django.utils.translation import gettext as _

from cms.importing.readers.attachments import attachment_bytes
from cms.importing.readers.dates import parse_date
from cms.importing.readers.fields import KNOWN_FIELDS
from cms.importing.readers.folder import Folder
from cms.importing.readers.jsonl import JsonLines
from cms.importing.readers.lines import unreadable
from cms.importing.readers.rows import ImportSourceError, Rejected, Row, RowSource
from cms.importing.readers.tabular import Csv

__all__ = [
    "KNOWN_FIELDS",
    "ImportSourceError",
    "Rejected",
    "Row",
    "RowSource",
    "attachment_bytes",
    "open_rows",
    "parse_date",
]


def open_rows(path, mapping=None, *, after=None):
    """A RowSource for a JSONL or CSV file (also .gz), or for a folder of HTML and DOCX files.

    `mapping` says which column (CSV) or key (JSON) holds which field: {field: column}. `after` is the `line` of the
    last row that was already taken. Raises ImportSourceError where the source as a whole cannot be read.
    """
    path = Path(path)
    try:
        is_folder = path.is_dir()
        exists = is_folder or path.exists()
    except (OSError, ValueError) as error:
        cause = error if isinstance(error, OSError) else OSError(0, str(error))
        raise ImportSourceError(unreadable(path, cause)) from None
    if not exists:
        raise ImportSourceError(_("There is no file or folder at %(path)s. Check the path.") % {"path": path})
    if is_folder:
        return Folder(path, after)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    kind = suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else (suffixes or [""])[-1]
    if kind in (".jsonl", ".ndjson", ".json"):
        return JsonLines(path, mapping, after)
    if kind in (".csv", ".tsv"):
        return Csv(path, mapping, after)
    if kind in (".html", ".htm", ".docx"):
        raise ImportSourceError(
            _("%(path)s is a single document. Put it into a folder and name the folder.") % {"path": path}
        )
    raise ImportSourceError(
        _("%(path)s is of no kind that can be imported. Name a .jsonl, .jsonl.gz or .csv file, or a folder.")
        % {"path": path}
    )
