"""Numbers that look like those on a person's papers."""

from cms.approval.checks.numbers import ID_CHECKS, ID_WEIGHTS


def identity_number(body):
    """The identity number of these 17 digits."""
    return body + ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11]


def card_number(body):
    """The card number of these digits, its check digit added."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    return f"{body}{-total % 10}"
