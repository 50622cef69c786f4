"""A mapping file: which department's site takes the texts of an issuer, or which column holds which field."""

import csv
import json

from django.utils.translation import gettext as _


class MappingError(Exception):
    """A mapping file that cannot be used; the text says what to do."""


def read_mapping(path):
    """A mapping of names to names: a JSON object, or a CSV of two columns."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.lower() == ".json":
            mapping = json.loads(text)
        else:
            mapping = {row[0].strip(): row[1].strip() for row in csv.reader(text.splitlines()) if len(row) > 1}
    except FileNotFoundError as error:
        raise MappingError(_("There is no mapping file %(path)s.") % {"path": path}) from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise MappingError(
            _("The mapping file %(path)s cannot be read: save it as UTF-8, as a JSON object or a CSV of two columns.")
            % {"path": path}
        ) from error
    if not isinstance(mapping, dict) or not all(isinstance(v, str) for v in mapping.values()):
        raise MappingError(_("The mapping file %(path)s has to map names to names.") % {"path": path})
    return mapping
