"""CSV with a header line; a mapping says which column holds which field."""

import csv
import hashlib
import io

from django.utils.translation import gettext as _

from cms.importing.readers.fields import (
    KNOWN_FIELDS,
    REQUIRED_FIELDS,
    USUAL_NAMES,
    FieldError,
    normalise,
    text_as_html,
    unknown_fields,
)
from cms.importing.readers.lines import MAX_ROW_BYTES, opened, survey, too_long
from cms.importing.readers.rows import ImportSourceError, Rejected, Row, RowSource

_DELIMITERS = ",\t;"


class _Lines:
    """Text lines of bounded length for the csv module; the iterator lives on after a line that was too long."""

    def __init__(self, stream, limit):
        self._stream, self._limit = stream, limit

    def __iter__(self):
        return self

    def __next__(self):
        line = self._stream.readline(self._limit + 1)
        if not line:
            raise StopIteration
        if len(line) > self._limit and not line.endswith(("\n", "\r")):
            while line and not line.endswith(("\n", "\r")):
                line = self._stream.readline(self._limit)
            raise OverflowError
        return line


class Csv(RowSource):
    def __init__(self, path, mapping=None, after=None):
        super().__init__(path, after)
        found = survey(path, encoded=True)
        self.total, self.encoding = found.lines, found.encoding
        self._delimiter, self._header = self._read_header()
        self._columns = _columns(path, self._header, mapping)

    def __iter__(self):
        after = self.after or 0
        for first, cells in self._records():
            if first <= after or first == 1:
                continue
            if isinstance(cells, str):
                yield Rejected(first, "", cells)
            elif any(cell.strip() for cell in cells):
                yield self._read(first, cells)

    def _records(self):
        """Pairs of the line on which a record begins and its cells, or the reason why it cannot be read."""
        with opened(self.path) as raw, io.TextIOWrapper(raw, encoding=self.encoding, newline="") as stream:
            reader = self._reader(stream)
            passed = 0
            while True:
                first = reader.line_num + passed + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except OverflowError:
                    passed += 1
                    cells = too_long()
                except csv.Error as error:
                    cells = self._reason(error)
                self.position = min(reader.line_num + passed, self.total)
                yield first, cells

    def _reader(self, stream):
        if csv.field_size_limit() < MAX_ROW_BYTES:
            csv.field_size_limit(MAX_ROW_BYTES)
        return csv.reader(_Lines(stream, MAX_ROW_BYTES), delimiter=self._delimiter, strict=True)

    def _reason(self, error):
        if "field limit" in str(error):
            return too_long()
        return _("A quotation mark is opened or closed in the wrong place. Double the quotation marks inside a field.")

    def _read_header(self):
        with opened(self.path) as raw, io.TextIOWrapper(raw, encoding=self.encoding, newline="") as stream:
            line = stream.readline(65536)
        delimiter = max(_DELIMITERS, key=line.count)
        try:
            header = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            header = []
        names = [name.strip() for name in header]
        doubled = sorted({name for name in names if name and names.count(name) > 1})
        if doubled:
            raise ImportSourceError(
                _("%(path)s has more than one column named %(names)s. Give each column a name of its own.")
                % {"path": self.path, "names": ", ".join(doubled)}
            )
        return delimiter, names

    def _read(self, first, cells):
        if len(cells) != len(self._header):
            return Rejected(
                first,
                "",
                _("The row has %(found)d columns, the header %(wanted)d. Look for a missing quotation mark.")
                % {"found": len(cells), "wanted": len(self._header)},
            )
        data = {name: cells[index] for name, index in self._columns.items()}
        data["body"] = text_as_html(data["body"])
        digest = hashlib.sha256("\x1f".join(cells).encode("utf-8", "replace")).hexdigest()
        try:
            return Row(first, normalise(data), digest)
        except FieldError as error:
            return Rejected(first, error.field, error.reason, data.get("id") or "")


def _columns(path, header, mapping):
    """Which column (by place) holds which field."""
    if mapping is None:
        mapping = _usual(header)
    unknown = unknown_fields(mapping)
    if unknown:
        raise ImportSourceError(unknown)
    absent = sorted({str(column) for column in mapping.values() if column not in header})
    if absent:
        raise ImportSourceError(
            _("%(path)s has no column named %(names)s. Its columns are: %(header)s. Correct the mapping or the file.")
            % {"path": path, "names": ", ".join(absent), "header": ", ".join(filter(None, header))[:500]}
        )
    unmapped = [name for name in REQUIRED_FIELDS if name not in mapping]
    if unmapped:
        raise ImportSourceError(
            _("No column of %(path)s is mapped to %(names)s. Its columns are: %(header)s. Add them to the mapping.")
            % {"path": path, "names": ", ".join(unmapped), "header": ", ".join(filter(None, header))[:500]}
        )
    return {name: header.index(column) for name, column in mapping.items()}


def _usual(header):
    """The mapping for a file whose columns bear our names or the usual Chinese ones."""
    names = {name.lower(): name for name in header}
    found = {}
    for field in KNOWN_FIELDS:
        for candidate in USUAL_NAMES.get(field, (field,)):
            if candidate in names:
                found[field] = names[candidate]
                break
    return found
