"""Every known way to the public: the unlawful ones, which have to end nowhere, and the lawful ones, which have to work.

An attempt is a function of the world and of the person who tries. It prepares something that nobody approved, marked
with `MARK`, and tries to make it public; it may return addresses that must not answer afterwards. Tests and
`make bench-gate` run the same ones.
"""

from collections.abc import Callable
from dataclasses import dataclass

MARK = "夹带"
PEOPLE = ("webmaster", "reviewer", "signer", "superuser")


@dataclass(frozen=True)
class Path:
    """One way, what it is called, whether only the database stands in it, and the words read at a lawful one's end."""

    name: str
    attempt: Callable
    in_database: bool = False
    shows: str = ""

    def __str__(self):
        return self.name


unlawful: list[Path] = []
lawful: list[Path] = []


def path(name, *, in_database=False):
    """Register an unlawful way."""

    def keep(attempt):
        unlawful.append(Path(name, attempt, in_database))
        return attempt

    return keep


def lawful_path(name, *, shows=""):
    """Register a lawful way: a function of the world that returns the page that everybody reads afterwards.

    `shows` are words that stand on it then.
    """

    def keep(walk):
        lawful.append(Path(name, walk, shows=shows))
        return walk

    return keep
