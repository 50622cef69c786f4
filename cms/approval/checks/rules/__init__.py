"""The checks themselves, one a file. Importing this package registers them, in the order in which they are shown."""

from cms.approval.checks.rules import (  # noqa: I001
    secrets,
    files,
    personal,
    words,
    facts,
    dates,
    duplicates,
    links,
    outside,
    pictures,
    tables,
)

__all__ = [
    "dates",
    "duplicates",
    "facts",
    "files",
    "links",
    "outside",
    "personal",
    "pictures",
    "secrets",
    "tables",
    "words",
]
