"""Why the text of a file is not in the index, said to those who attach it."""

from django.utils.translation import gettext, gettext_noop

from cms.extraction.limits import BOMB, DAMAGED, ENCRYPTED, TOO_LARGE, TOO_SLOW
from search.files.parts import EMPTY, MISNAMED

MISSING, UNSUPPORTED = "missing", "unsupported"
REASONS = {
    ENCRYPTED: gettext_noop("The file needs a password."),
    DAMAGED: gettext_noop("The file is damaged."),
    TOO_LARGE: gettext_noop("The file is too large to be searched."),
    BOMB: gettext_noop("The file unpacks to more than a document holds."),
    TOO_SLOW: gettext_noop("Reading the file took too long."),
    MISNAMED: gettext_noop("The file is not what its name says."),
    EMPTY: gettext_noop("The file holds no text, only pictures or nothing."),
    MISSING: gettext_noop("The file is missing."),
    UNSUPPORTED: gettext_noop("Files of this kind are not searched."),
}


class Unreadable(Exception):
    """A file whose text cannot be read. `code` is one of the names above and can be kept; `reason` says it."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code

    @property
    def reason(self):
        """The reason, in the language of who reads it."""
        return gettext(REASONS.get(self.code, REASONS[DAMAGED]))

    def __str__(self):
        return self.reason
