"""Somebody leaves, or moves to another department: what was theirs goes to a successor.

What people have in hand is known to other concerns; each registers what it hands over, and says what stays and why.
"""

from dataclasses import dataclass, field

HANDLERS = []


@dataclass(frozen=True)
class Departure:
    """Whose account leaves which department (its number; None: the portal), who takes over, by whom and why."""

    account: object
    department: int | None
    successor: object | None
    by: object
    reason: str


@dataclass
class Handed:
    """What one concern handed over: of what kind, how many, and a sentence for each that could not go."""

    heading: str
    passed: int = 0
    stays: list = field(default_factory=list)
    kind: str = ""


def on_leaving(function):
    """Register a function of a Departure that hands over what its concern knows of and returns a `Handed`, or None.

    It runs in the transaction of the departure, after the successor got roles and before the account loses its own.
    It must leave nothing behind when that transaction is rolled back: that is how a departure is previewed.
    """
    if function not in HANDLERS:
        HANDLERS.append(function)
    return function


def hand_over(departure):
    """Ask every concern in turn; returns what there was."""
    handed = [function(departure) for function in HANDLERS]
    return [each for each in handed if each is not None and (each.passed or each.stays)]
