"""What a check finds, and how much of its surroundings is shown with it."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

AROUND = 24
LONGEST_PASSAGE = 200


class Where(models.TextChoices):
    """The part of a page in which something was found."""

    TITLE = "title", _("Title")
    TEXT = "text", _("Text")
    TABLE = "table", _("Table")
    FACT = "fact", _("Fact of the page")
    PICTURE = "picture", _("Picture")
    LINK = "link", _("Link")
    ATTACHMENT = "attachment", _("Attachment")
    PAGE = "page", _("The page as a whole")


@dataclass(frozen=True)
class Hit:
    """One thing that a check found.

    `message` is an English message id and `facts` its values, so that everybody reads it in his own language. The
    passage is shown between what stands before and after it. `blocking` None leaves it to the check.
    """

    message: str
    facts: dict = field(default_factory=dict)
    where: str = Where.TEXT
    detail: str = ""
    before: str = ""
    passage: str = ""
    after: str = ""
    suggestion: str = ""
    blocking: bool | None = None


def passage_of(text, start, end):
    """The found stretch of a text with what stands around it, as values of a Hit."""
    return {
        "before": text[max(0, start - AROUND) : start].lstrip(),
        "passage": text[start:end][:LONGEST_PASSAGE],
        "after": text[end : end + AROUND].rstrip(),
    }


def line_of(text):
    """A whole line as a passage, cut where it is long."""
    return {"passage": text.strip()[:LONGEST_PASSAGE]}
