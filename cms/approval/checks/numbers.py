"""Numbers that belong to a person, told from numbers that only look so."""

import datetime
import itertools
import re

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
# The first two digits of an identity number: the province (GB/T 2260), 81 to 83 for Hong Kong, Macao and Taiwan.
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
OLDEST = 1900
MOBILE = re.compile(r"1(?:3\d|4[014-9]|5[0-35-9]|6[25-7]|7[0-8]|8\d|9[0-35-9])\d{8}")
# Issuers of cards: UnionPay 62, Visa 4, Mastercard 5 and 2, JCB 35, the banks' own older series.
CARD_ISSUERS = re.compile(r"(?:62|4|5[0-8]|2[2-7]|35|60|81|9558|95599|94|6907|6858|6886|103|1003|1009)\d+")
CARD_LENGTHS = range(15, 20)
AMEX = re.compile(r"3[47]\d{13}")
# Dialled before a mobile number: the country, the old trunk zero, cheap long-distance services.
DIALLED_FIRST = re.compile(r"(?:0086|86|0|179\d\d|12593)(?=1\d{10}$)")
# Digits in groups: within a number at most this stands between two of them.
GROUP = re.compile(r"(?<!\d)\d{17}[Xx]|\d+[Xx]?(?![A-Za-z])|\d+|[Xx](?![0-9A-Za-z])")
BETWEEN = re.compile(r"[ \t\u3000]{0,2}[-–—−‐‑·•._/\\]?[ \t\u3000]{0,2}")
MOST_GROUPS = 19


def identity_number_is_valid(number):
    """Whether 18 characters are an identity number: province, day of birth, check digit (GB 11643-1999).

    One of 15 digits, as given until 1999, has no check digit and only two of the year.
    """
    if len(number) == 15:
        number = f"{number[:6]}19{number[6:]}"
        number += ID_CHECKS[sum(int(d) * w for d, w in zip(number, ID_WEIGHTS, strict=True)) % 11]
    body, last = number[:17], number[17:].upper()
    if len(number) != 18 or not body.isdigit() or number[:2] not in PROVINCES:
        return False
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    if not datetime.date(OLDEST, 1, 1) <= born <= datetime.date.today():
        return False
    return ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11] == last


def luhn_is_valid(number):
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def runs(text):
    """Runs of groups of digits with no more than a separator between two: lists of (start, end, digits)."""
    run = []
    for match in GROUP.finditer(text):
        if run and not BETWEEN.fullmatch(text, run[-1][1], match.start()):
            yield run
            run = []
        run.append((match.start(), match.end(), match[0]))
    if run:
        yield run


def joined(run, lengths):
    """Neighbouring groups of a run that together have one of the lengths: (start, end, digits, lengths of the groups).

    Of those that begin at the same group the widest comes first.
    """
    found = []
    for first in range(len(run)):
        digits, shape = "", ()
        for _start, end, group in itertools.islice(run, first, first + MOST_GROUPS):
            digits, shape = digits + group, (*shape, len(group))
            if len(digits) in lengths:
                found.append((run[first][0], end, digits, shape))
            if len(digits) >= lengths[-1]:
                break
    return sorted(found, key=lambda each: (each[0], -each[1]))
