"""A folder of HTML and DOCX files, with its sub-folders, in the order of their names."""

import hashlib
import os
import stat

from django.utils.translation import gettext as _

from cms.importing.readers.docx_file import read_docx
from cms.importing.readers.fields import FieldError, normalise
from cms.importing.readers.html_file import read_html
from cms.importing.readers.lines import MAX_ROW_BYTES, too_long, unreadable
from cms.importing.readers.rows import ImportSourceError, Rejected, Row, RowSource

MAX_FOLDERS_DEEP = 20
MAX_DOCX_BYTES = 50 * 1024 * 1024
_HTML = (".html", ".htm", ".xhtml")
_DOCX = (".docx",)
_UNREADABLE_KINDS = (".doc", ".wps", ".rtf", ".odt", ".docm", ".mht", ".mhtml")
_PAGE_FOLDERS = (".files", "_files", ".fld")


class Folder(RowSource):
    """One row a file; `line` is the file's path inside the folder. Begins anew where `after` is there no more."""

    unit = "files"

    def __init__(self, path, after=None):
        super().__init__(path, after)
        try:
            self.root = path.resolve()
            os.scandir(self.root).close()
        except OSError as error:
            raise ImportSourceError(unreadable(path, error)) from None
        self._found_after = False
        for entry in self._entries(self.root, 0):
            self.total += 1
            self._found_after = self._found_after or self._name(entry) == after
        if not self.total:
            raise ImportSourceError(
                _("%(path)s holds no .html or .docx file. Name the folder in which the documents lie.") % {"path": path}
            )

    def __iter__(self):
        passing = self._found_after
        self.position = 0
        for entry in self._entries(self.root, 0):
            self.position += 1
            name = self._name(entry)
            if passing:
                passing = name != self.after
                continue
            yield entry if isinstance(entry, Rejected) else self._read(name, entry)

    def _name(self, entry):
        return entry.line if isinstance(entry, Rejected) else entry.relative_to(self.root).as_posix()

    def _entries(self, folder, depth):
        """Paths of documents, and a Rejected for what stands there in vain; sorted, one folder in memory at a time."""
        name = folder.relative_to(self.root).as_posix()
        if depth > MAX_FOLDERS_DEEP:
            yield Rejected(name, "", _("The folder lies too deep inside others. Move it up."))
            return
        try:
            with os.scandir(folder) as scan:
                found = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield Rejected(name, "", unreadable(folder, error))
            return
        names = {entry.name for entry in found}
        for entry in found:
            if entry.name.startswith((".", "~$")):
                continue
            path = folder / entry.name
            suffix = path.suffix.lower()
            inside = path.relative_to(self.root).as_posix()
            if entry.is_symlink():
                if suffix in _HTML + _DOCX or path.is_dir():
                    yield Rejected(inside, "", _("A symbolic link is not followed. Put the document itself here."))
            elif entry.is_dir():
                if not _belongs_to_page(entry.name, names):
                    yield from self._entries(path, depth + 1)
            elif suffix in _HTML + _DOCX:
                yield path
            elif suffix in _UNREADABLE_KINDS:
                yield Rejected(inside, "", _("This kind of file cannot be read. Save the document as .docx."))

    def _read(self, name, path):
        limit, reader = (MAX_DOCX_BYTES, read_docx) if path.suffix.lower() in _DOCX else (MAX_ROW_BYTES, read_html)
        try:
            content = _content(path, limit)
            return Row(
                name, normalise(reader(self.root, path, content), with_files=True), hashlib.sha256(content).hexdigest()
            )
        except FieldError as error:
            return Rejected(name, error.field, error.reason)
        except OSError as error:
            return Rejected(name, "", unreadable(path, error))


def _content(path, limit):
    """A file's bytes; no link is followed, nothing but a plain file is read, and no more than the limit."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise FieldError("", _("It is not a file."))
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise FieldError("", too_long(limit))
    if not content.strip():
        raise FieldError("", _("The file is empty. Check that it was copied in full."))
    return content


def _belongs_to_page(name, names):
    """Whether a folder holds the parts of a saved page beside it ("report.files" of "report.htm")."""
    for ending in _PAGE_FOLDERS:
        if name.lower().endswith(ending):
            stem = name[: -len(ending)]
            return any(stem + suffix in names for suffix in _HTML)
    return False
