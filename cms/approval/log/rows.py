"""One entry of the log as the database holds it, reduced to what a verification needs."""

from dataclasses import dataclass

from cms.anchoring.canonical import stored_moment
from cms.approval.log.canonical import FIELDS, MOMENTS, hash_of

NUMBER, EVENT, AT, SHOWN_AT, PAGE, PREVIOUS = (
    FIELDS.index(name) for name in ("number", "event", "at", "shown_at", "page_id", "previous_hash")
)
MOMENT_POSITIONS = [FIELDS.index(name) for name in MOMENTS]


@dataclass(slots=True)
class Row:
    """An entry. `fits`: its hash is that of its content; only where it does not, the whole content is kept."""

    id: int
    number: int
    event: str
    at: str
    shown_at: str
    page: int
    previous: str
    hash: str
    fits: bool
    values: list | None

    @property
    def has_number(self):
        """Whether the number is one; SQLite stores anything anywhere."""
        return isinstance(self.number, int)


def row_of(key, pk, digest, values):
    """The row of a chain out of its columns, in the order of FIELDS, moments as the database writes them."""
    for position in MOMENT_POSITIONS:
        values[position] = stored_moment(values[position])
    fits = hash_of(key, values) == digest
    facts = (values[place] for place in (NUMBER, EVENT, AT, SHOWN_AT, PAGE, PREVIOUS))
    return Row(pk, *facts, digest, fits, None if fits else values)
