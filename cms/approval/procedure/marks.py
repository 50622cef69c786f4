"""The passages that are marked when a text is returned: each stands in the text that was read."""

import html
import json
import re

from django.utils.translation import gettext as _

from cms.approval.models.decision import ReturnedPassage

TAGS = re.compile(r"<[^>]*>")
BLANKS = re.compile(r"\s+")
MOST = 50


class UnknownPassage(ValueError):
    """A marked passage that does not stand in the text; the sentence names it."""


def lines_to_marks(text):
    """One passage a line, its remark behind a bar."""
    rows = (line.partition("|") for line in text.splitlines())
    return [(quote.strip(), remark.strip()) for quote, _bar, remark in rows if quote.strip()]


def check_marks(revision, marks):
    """The marks, shortened to what is kept.

    Raises UnknownPassage for one that does not stand in the revision.
    """
    text = words_of(revision)
    for quote, _remark in marks[:MOST]:
        if _plain(quote) not in text:
            raise UnknownPassage(
                _("“%(quote)s” does not stand in the text. Copy the passage from it.") % {"quote": quote}
            )
    return [(quote[:500], remark[:300]) for quote, remark in marks[:MOST]]


def keep_marks(task_state, marks):
    """Keep the marks with the step in which the text was returned."""
    ReturnedPassage.objects.bulk_create(
        ReturnedPassage(task_state=task_state, quote=quote, remark=remark) for quote, remark in marks
    )


def words_of(revision):
    """All words of a revision, without tags and blanks."""
    return _plain(" ".join(_strings(revision.content)))


def _plain(text):
    return BLANKS.sub("", html.unescape(TAGS.sub("", text)))


def _strings(value):
    if isinstance(value, str):
        stream = _stream(value)
        if stream is None:
            yield value
        else:
            yield from _strings(stream)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _stream(text):
    """A stream is stored as JSON within JSON."""
    if not text.startswith(("[", "{")):
        return None
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return None
