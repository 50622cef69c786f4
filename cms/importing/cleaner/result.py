"""What the cleaner gives, what it refuses, and its bounds."""

from dataclasses import dataclass, field


class CleaningError(ValueError):
    """A text that cannot be cleaned within the bounds; the message is a sentence for the user."""


@dataclass(frozen=True)
class Limits:
    """Bounds that keep one bad document from stopping an import."""

    characters: int = 5_000_000
    depth: int = 150
    seconds: float = 20.0
    cells: int = 50_000
    block_characters: int = 4_000
    heading_characters: int = 300


@dataclass
class Cleaned:
    """A text in the raw form of our StreamField, with what it referred to.

    `attachments` and `links` hold `{"title", "url"}`, an attachment also `"kind"` (file or image); an address that is
    relative stays as it was written. `dropped` counts, by tag, what was left out.
    """

    blocks: list = field(default_factory=list)
    attachments: list = field(default_factory=list)
    links: list = field(default_factory=list)
    text: str = ""
    dropped: dict = field(default_factory=dict)
