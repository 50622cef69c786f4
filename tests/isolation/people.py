"""Who tries the addresses."""

from tests.isolation.matrix import Person
from tests.isolation.world import FILE_MARK, MARK

# A pick belongs to the column that takes it as well: the portal's editors decide on it and give the reason.
EDITORS = {"shares": ("home.Pick",), "marks": (MARK, FILE_MARK.decode())}


def people(world):
    """The people of the own department, the portal's editors without and with a right on the other's card, nobody."""
    own = world.own.people
    return [
        Person("webmaster", own["webmaster"]),
        Person("reviewer", own["reviewer"]),
        Person("administrator", own["administrator"]),
        Person("portal editor", world.editor, **EDITORS),
        Person("portal editor with right", world.granted, **EDITORS),
        Person("nobody"),
    ]
