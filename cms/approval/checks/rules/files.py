"""Attachments that could not be read, or not whole: no check has looked into them, so a person does."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.approval.checks.hits import Hit, Where
from cms.approval.checks.registry import check
from cms.approval.checks.shelves import MISSING
from cms.extraction.limits import BOMB, CUT, DAMAGED, ENCRYPTED, OLD, PACKED, TOO_LARGE, TOO_SLOW

# What is wrong, and whether somebody has to decide about it: unread is unchecked.
PROBLEMS = {
    ENCRYPTED: (
        gettext_noop("This file needs a password, so nobody can check or read it. Attach it without one."),
        True,
    ),
    DAMAGED: (gettext_noop("This file is damaged or not what it says. Save it again, or check it by eye."), True),
    BOMB: (gettext_noop("This file unpacks to more than any document holds and was not opened. Replace it."), True),
    TOO_LARGE: (
        gettext_noop("This file is larger than the checks may read. Make it smaller, or check it by eye."),
        True,
    ),
    TOO_SLOW: (gettext_noop("Reading this file took too long and was stopped. Check it by eye."), True),
    PACKED: (gettext_noop("The checks cannot look into this kind of archive. Attach the files themselves."), True),
    MISSING: (gettext_noop("This file is missing. Upload it again."), True),
    CUT: (gettext_noop("This file is very long; the checks read only its first part."), False),
    OLD: (
        gettext_noop("A file of an old format, which the checks read only roughly. Save it as .docx or .xlsx."),
        True,
    ),
}


@check("files", _("Unreadable attachments"), blocking=True)
def find_unread(material):
    """Each file that was not read whole, and each that has pages and no text."""
    for file in material.files:
        if file.problem:
            message, blocking = PROBLEMS.get(file.problem, PROBLEMS[DAMAGED])
            yield Hit(
                message, where=Where.ATTACHMENT, detail=file.name, passage=file.attachment.filename, blocking=blocking
            )
        elif file.attachment.media_type == "application/pdf" and not file.parts:
            yield Hit(
                gettext_noop("A PDF of pictures without text: the checks and some readers cannot read it."),
                where=Where.ATTACHMENT,
                detail=file.name,
                passage=file.attachment.filename,
                blocking=False,
            )
