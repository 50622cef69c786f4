"""One JSON object a line, plain or gzip."""

import hashlib
import json

from django.utils.translation import gettext as _

from cms.importing.readers.fields import FieldError, normalise, renamed, unknown_fields
from cms.importing.readers.lines import bounded_lines, opened, survey, too_long
from cms.importing.readers.rows import ImportSourceError, Rejected, Row, RowSource


class JsonLines(RowSource):
    def __init__(self, path, mapping=None, after=None):
        super().__init__(path, after)
        unknown = unknown_fields(mapping or {})
        if unknown:
            raise ImportSourceError(unknown)
        self._mapping = mapping
        self.total = survey(path).lines
        with opened(path) as stream:
            if stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
                raise ImportSourceError(
                    _("%(path)s is one JSON list. Save it as JSONL: one object a line, without brackets and commas.")
                    % {"path": path}
                )

    def __iter__(self):
        after = self.after or 0
        with opened(self.path) as stream:
            for number, line in bounded_lines(stream):
                self.position = number
                if number <= after or line == b"":
                    continue
                if line is None:
                    yield Rejected(number, "", too_long())
                else:
                    yield self._read(number, line)

    def _read(self, number, line):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        try:
            data = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError:
            return Rejected(number, "", _("The line is not UTF-8. Save the file in UTF-8."))
        except json.JSONDecodeError as error:
            return Rejected(
                number, "", _("The line is not valid JSON (from character %(position)d).") % {"position": error.pos + 1}
            )
        except (RecursionError, ValueError):
            return Rejected(
                number, "", _("The line is not JSON that can be read: nested too deeply, or a huge number.")
            )
        if not isinstance(data, dict):
            return Rejected(number, "", _("The line is not a JSON object."))
        data = renamed(data, self._mapping)
        try:
            return Row(number, normalise(data), hashlib.sha256(line).hexdigest())
        except FieldError as error:
            return Rejected(number, error.field, error.reason, str(data.get("id") or ""))
