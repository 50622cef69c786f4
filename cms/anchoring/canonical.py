"""The one form in which what a chain says is written as text, and from there hashed."""

import json
from datetime import UTC, datetime


def text_of(value):
    """A value as JSON text with one possible form."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=repr)


def moment_text(moment):
    """A moment to the microsecond, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def stored_moment(text):
    """A moment as the database writes it in text, in the form of `moment_text`; what is none stays as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return repr(text)
    return moment_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
