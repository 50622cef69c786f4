"""The checks by code, each from a module of its own (see `rules`), and the numbers that they compare with.

    @check("dates", _("Dates"))
    def find_impossible_dates(material): ...

A check is given the material of one revision and yields hits. What it raises is caught, said and logged by `running`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Check:
    """A rule of the house: `blocking` hits need a decision before the text is submitted."""

    code: str
    name: str
    blocking: bool
    find: Callable


@dataclass(frozen=True)
class Parameter:
    """A number that a check compares with, in force unless the supervising office keeps a threshold of this code."""

    code: str
    value: int


_checks = {}


def check(code, name, blocking=False):
    """Register the decorated function as a check; the function itself is unchanged."""

    def register(function):
        if _checks.setdefault(code, Check(code, name, blocking, function)).find is not function:
            raise ImproperlyConfigured(f"Two checks are called {code!r}; a code must be unique.")
        return function

    return register


def all_checks():
    """The checks in the order in which they were registered."""
    return list(_checks.values())


def check_of(code):
    """The check of a code, None for one that is no more."""
    return _checks.get(code)
