"""Two texts, paragraph by paragraph, clause by clause, character by character; every step bounded."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import zip_longest

from cms.approval.compare.parts import CHANGED, NEW, OLD, SAME, SKIPPED, Row, Run, TextCell

# A number or a foreign word is one sign: 2026 became 2027, not its last figure.
SIGN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.%]*|.", re.DOTALL)
CLAUSE = re.compile(r"[^，。；：、！？,;!?]*[，。；：、！？,;!?]?")
MOST_PAIRS = 40_000
SHORTEST_STAY = 2
CONTEXT = 1
ALIKE = 0.5


def lines_of(text):
    """The paragraphs of a text that say something."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]


def text_rows(old, new, bounds):
    """Rows for two lists of paragraphs; long unchanged stretches are one row that counts them."""
    rows = []
    for tag, start, end, begin, stop in _opcodes(old, new, bounds):
        if tag == "equal":
            rows.extend(Row(SAME, _cell(line), _cell(line)) for line in old[start:end])
        else:
            rows.extend(_replaced(old[start:end], new[begin:stop], bounds))
    return without_stretches(rows)


def marked(old, new, bounds):
    """Two different paragraphs as a row: the old side without what came, the new side with everything."""
    runs = runs_between(old, new, bounds)
    return Row(CHANGED, TextCell(tuple(run for run in runs if run.mark != NEW)), TextCell(tuple(runs)))


def one_sided(status, line):
    """A paragraph that came, or went."""
    cell = TextCell((Run(line, status),))
    return Row(status, cell if status == OLD else None, cell if status == NEW else None)


def without_stretches(rows):
    """The rows with those unchanged ones that stand near no change replaced by their number."""
    near = set()
    for place, row in enumerate(rows):
        if row.status != SAME:
            near.update(range(place - CONTEXT, place + CONTEXT + 1))
    shown, skipped = [], 0
    for place, row in enumerate(rows):
        if row.status == SAME and place not in near:
            skipped += 1
            continue
        if skipped:
            shown.append(Row(SKIPPED, number=skipped))
            skipped = 0
        shown.append(row)
    return [*shown, Row(SKIPPED, number=skipped)] if skipped else shown


def runs_between(old, new, bounds):
    """What stayed, went and came, in reading order."""
    left, right = SIGN.findall(old), SIGN.findall(new)
    head = _common(left, right)
    tail = _common(left[head:][::-1], right[head:][::-1])
    middle = _middle(left[head : len(left) - tail], right[head : len(right) - tail], bounds)
    runs = [(SAME, "".join(left[:head])), *middle, (SAME, "".join(left[len(left) - tail :]))]
    return _readable(runs)


def _middle(left, right, bounds):
    if _is_small(left, right, bounds):
        return _by_sign(left, right)
    return _by_clause("".join(left), "".join(right), bounds)


def _is_small(left, right, bounds):
    cost = len(left) * len(right)
    return cost <= MOST_PAIRS and bounds.affords(cost)


def _by_clause(old, new, bounds):
    left, right = CLAUSE.findall(old), CLAUSE.findall(new)
    for tag, start, end, begin, stop in _opcodes(left, right, bounds):
        went, came = "".join(left[start:end]), "".join(right[begin:stop])
        if tag == "equal":
            yield SAME, went
            continue
        signs = SIGN.findall(went), SIGN.findall(came)
        if all(signs) and _is_small(*signs, bounds):
            yield from _by_sign(*signs)
        else:
            yield from ((OLD, went), (NEW, came))


def _by_sign(left, right):
    for tag, start, end, begin, stop in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            yield SAME, "".join(left[start:end])
        else:
            yield OLD, "".join(left[start:end])
            yield NEW, "".join(right[begin:stop])


def _opcodes(left, right, bounds):
    """The matcher's opcodes, or one replacement where finding them would cost too much."""
    head = _common(left, right)
    tail = _common(left[head:][::-1], right[head:][::-1])
    ends = len(left) - tail, len(right) - tail
    if head:
        yield "equal", 0, head, 0, head
    inner = left[head : ends[0]], right[head : ends[1]]
    counts = Counter(inner[0]), Counter(inner[1])
    cost = sum(number * counts[1][item] for item, number in counts[0].items()) + len(inner[0]) + len(inner[1])
    if not bounds.affords(cost * 8):
        yield "replace", head, ends[0], head, ends[1]
    elif any(inner):
        for tag, *places in SequenceMatcher(None, *inner, autojunk=False).get_opcodes():
            yield tag, *(place + head for place in places)
    if tail:
        yield "equal", ends[0], len(left), ends[1], len(right)


def _replaced(old, new, bounds):
    """Paragraphs that took the place of others: those that are alike are shown as one that changed."""
    place, came = 0, []
    for line in new:
        found = next((n for n in range(place, len(old)) if _alike(old[n], line, bounds)), None)
        if found is None:
            came.append(line)
            continue
        yield from _side_by_side(old[place:found], came)
        yield marked(old[found], line, bounds)
        place, came = found + 1, []
    yield from _side_by_side(old[place:], came)


def _side_by_side(went, came):
    """What went and what came in its place; they have nothing in common, and still stand in one row."""
    for old, new in zip_longest(went, came):
        if old is None or new is None:
            yield one_sided(NEW if old is None else OLD, new if old is None else old)
        else:
            gone = Run(old, OLD)
            yield Row(CHANGED, TextCell((gone,)), TextCell((gone, Run(new, NEW))))


def _alike(old, new, bounds):
    shorter, longer = sorted((len(old), len(new)))
    if shorter < longer * ALIKE / 2 or not bounds.affords(longer * 4):
        return False
    shared = sum((Counter(old) & Counter(new)).values())
    return shared * 2 >= ALIKE * (shorter + longer)


def _common(left, right):
    number = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        number += 1
    return number


def _readable(runs):
    """Neighbours of one mark joined; a single character that stayed between two changes belongs to both."""
    joined = _joined(runs)
    for place in range(len(joined) - 2, 0, -1):
        mark, text = joined[place]
        if mark == SAME and len(text) < SHORTEST_STAY and joined[place - 1][0] != SAME != joined[place + 1][0]:
            joined[place : place + 1] = [(OLD, text), (NEW, text)]
    return [Run(text, mark) for mark, text in _joined(_sorted(joined))]


def _sorted(runs):
    """Between two stretches that stayed, first everything that went, then everything that came."""
    pending = []
    for mark, text in runs:
        if mark == SAME:
            yield from sorted(pending, key=lambda run: run[0] == NEW)
            pending = []
            yield mark, text
        else:
            pending.append((mark, text))
    yield from sorted(pending, key=lambda run: run[0] == NEW)


def _joined(runs):
    joined = []
    for mark, text in runs:
        if not text:
            continue
        if joined and joined[-1][0] == mark:
            joined[-1] = (mark, joined[-1][1] + text)
        else:
            joined.append((mark, text))
    return joined


def _cell(line):
    return TextCell((Run(line),))
