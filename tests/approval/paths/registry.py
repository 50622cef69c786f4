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
    """One way, what it is called, and whether only the database stands in it."""

    name: str
    attempt: Callable
    in_database: bool = False

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


def lawful_path(name):
    """Register a lawful way: a function of the world that returns the page that everybody reads afterwards."""

    def keep(walk):
        lawful.append(Path(name, walk))
        return walk

    return keep
