"""Files of accounts: reading what a spreadsheet saved, and writing what it opens."""

import csv
import io
import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.exporting import MARK, harmless
from cms.organisation.roles import Role

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 10_000
ENCODINGS = ("utf-8-sig", "gb18030")
HEADS = {
    "name": gettext_lazy("Full name"),
    "account": gettext_lazy("Account"),
    "department": gettext_lazy("Department"),
    "roles": gettext_lazy("Roles"),
    "mail": gettext_lazy("Mail"),
}
# What the roles of one cell stand apart by, on any keyboard.
BETWEEN = re.compile(r"[、,，;；/|\n]+")


@dataclass(frozen=True)
class Row:
    """One row as it was read, with the number of its line in the file."""

    line: int
    name: str
    account: str
    department: str
    roles: tuple
    mail: str


def decode(content):
    """The text of an uploaded file.

    Raises ValidationError for one that is too long, or neither UTF-8 nor GB18030.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is longer than 5 MB. Divide it."))
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError(_("The file is not text in UTF-8 or GB18030. Save it as CSV."))


def read(text):
    """The rows of a file.

    Raises ValidationError where the columns are not those of an export, or the file has no rows or too many.
    """
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = _columns(next(lines, []))
        rows = [_row(lines.line_num, columns, cells) for cells in lines if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        text = _("Line %(line)d is not a line of CSV: %(error)s")
        raise ValidationError(text % {"line": lines.line_num, "error": error}) from None
    if not rows:
        raise ValidationError(_("The file holds no accounts."))
    if len(rows) > MOST_ROWS:
        raise ValidationError(_("The file holds more than %(number)d accounts. Divide it.") % {"number": MOST_ROWS})
    return rows


def _columns(head):
    """Which cell holds what."""
    known = _known_heads()
    columns = {known[name]: place for place, cell in enumerate(head) if (name := _plain(cell).casefold()) in known}
    missing = [str(label) for name, label in HEADS.items() if name not in columns]
    if missing:
        raise ValidationError(
            _("The first line must name the columns. Missing: %(columns)s") % {"columns": "、".join(missing)}
        )
    return columns


def _known_heads():
    """Every word for a column, in every language of the admin, and the column that it means."""
    known = {name: name for name in HEADS}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            known |= {str(label).casefold(): name for name, label in HEADS.items()}
    return known


def _row(line, columns, cells):
    values = {name: _plain(cells[place]) if place < len(cells) else "" for name, place in columns.items()}
    roles = tuple(part.strip() for part in BETWEEN.split(values.pop("roles")) if part.strip())
    return Row(line=line, roles=roles, **values)


def _plain(cell):
    """What stood in the cell before an export made it harmless."""
    cell = cell.removeprefix(MARK).strip()
    return cell[1:] if cell[:1] == "'" and harmless(cell[1:]) == cell else cell


def role_names():
    """Every word for a role, in every language of the admin, and the role that it means."""
    known = {role.value: role for role in Role}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            known |= {str(role.label): role for role in Role}
    return known


def cells_of(account, roles):
    """A row of an export."""
    labels = ";".join(str(role.label) for role in Role if role in roles)
    slug = account.department.slug if account.department else ""
    return [str(account), account.get_username(), slug, labels, account.email]
