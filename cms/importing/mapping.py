"""A mapping file: which department's site takes the texts of an issuer, or which column holds which field."""

import csv
import json

from django.utils.translation import gettext as _


class MappingError(Exception):
    """A mapping file that cannot be used; the text says what to do."""


def read_mapping(path):
    """A mapping of names to names: a JSON object, or a CSV of two columns, in UTF-8 or GBK."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MappingError(
            _("The mapping file %(path)s cannot be read (%(cause)s).") % {"path": path, "cause": error.strerror}
        ) from error
    try:
        text = _text(content)
        if path.suffix.lower() == ".json":
            mapping = json.loads(text)
        else:
            mapping = {row[0].strip(): row[1].strip() for row in csv.reader(text.splitlines()) if len(row) > 1}
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error) as error:
        raise MappingError(
            _("The mapping file %(path)s cannot be read: save it as UTF-8, as a JSON object or a CSV of two columns.")
            % {"path": path}
        ) from error
    if not isinstance(mapping, dict) or not mapping or not all(isinstance(value, str) for value in mapping.values()):
        raise MappingError(_("The mapping file %(path)s has to map names to names.") % {"path": path})
    return mapping


def _text(content):
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")
