"""What was done to a chain that no longer fits: changed, removed, inserted or reordered, and where.

An entry whose hash fits its content is as it was written, and its number with it. One that fits only under another
number was moved. One that fits under none was changed. Numbers that nobody bears were removed; an entry that nothing
follows although the next one is there was inserted, or put in the place of another.
"""

from django.utils.translation import gettext as _

from cms.approval.log.canonical import hash_of, origin

# So many strange numbers are tried for an entry that does not fit; beyond them it counts as changed.
MOST_CANDIDATES = 200


def diagnose(key, rows):
    """Findings of a chain: kind, number and sentence, by number."""
    chain = _Chain(key, rows)
    found = [*chain.moved(), *chain.changed(), *chain.inserted(), *chain.removed()]
    found = found or chain.unlinked()
    return sorted(found, key=lambda finding: (finding[1], finding[0]))


class _Chain:
    """The rows of a chain with the numbers under which they were written, as far as that can be told."""

    def __init__(self, key, rows):
        self.key, self.rows = key, rows
        self.by_hash = {row.hash: row for row in rows}
        self.followers = {row.previous for row in rows}
        self.true = {}
        strange = [row for row in rows if not row.fits]
        numbers = [row.number for row in strange[:MOST_CANDIDATES]]
        shift = 0
        for row in rows:
            number = row.number if row.fits else self._written_as(row, numbers, shift)
            if number is None:
                continue
            self.true[row.id] = number
            shift = number - row.number if row.has_number else 0

    def _written_as(self, row, numbers, shift):
        """The number under which the row fits, or None. Tried: as its predecessor says, shifted, or another's."""
        before = self.by_hash.get(row.previous)
        candidates = [] if row.previous != origin(self.key) else [1]
        if before is not None and before.has_number:
            candidates += [self.true.get(before.id, before.number) + 1, before.number + 1]
        if row.has_number:
            candidates += [row.number + shift, row.number - 1, row.number + 1]
        for number in dict.fromkeys([*candidates, *numbers]):
            if hash_of(self.key, [number, *row.values[1:]]) == row.hash:
                return number
        return None

    def moved(self):
        """Rows that were written under another number, a run that moved together as one."""
        runs = []
        for row in self.rows:
            number = self.true.get(row.id)
            if number is None or number == row.number:
                continue
            last = runs[-1][-1] if runs else None
            if last and last[0] + 1 == number and last[1].has_number and last[1].number + 1 == row.number:
                runs[-1].append((number, row))
            else:
                runs.append([(number, row)])
        for run in runs:
            (number, row), (last_number, last) = run[0], run[-1]
            if number == last_number:
                text = _("Entry %(number)s was reordered: it was written as entry %(true)d.")
            else:
                text = _("Entries %(number)s to %(last)s were renumbered: the first was written as entry %(true)d.")
            yield "reordered", number, text % {"number": row.number, "last": last.number, "true": number}

    def changed(self):
        """Rows that fit under no number; and rows that fit by themselves while what follows names another."""
        numbers = []
        for row in self.rows:
            if row.id not in self.true:
                numbers.append(row.number if row.has_number else 0)
        for row, following in zip(self.rows, self.rows[1:], strict=False):
            pair = (self.true.get(row.id), self.true.get(following.id))
            if None not in pair and pair[1] == pair[0] + 1 and following.previous != row.hash:
                numbers.append(pair[0])
        for first, last in _runs(sorted(set(numbers))):
            text = (
                _("Entry %(first)d was changed.") if first == last else _("Entries %(first)d to %(last)d were changed.")
            )
            yield "changed", first, text % {"first": first, "last": last}

    def inserted(self):
        """Rows whose number another row bears as well: what nothing follows is the stranger."""
        bearers = {}
        for row in self.rows:
            bearers.setdefault(self.true.get(row.id, row.number), []).append(row)
        for number, rows in bearers.items():
            if len(rows) < 2 or not isinstance(number, int):
                continue
            text = _("Entry %(number)d (row %(id)d) was inserted.")
            for row in [row for row in rows if row.hash not in self.followers] or rows[1:]:
                yield "inserted", number, text % {"number": number, "id": row.id}

    def removed(self):
        """Numbers that no row bears."""
        present = {self.true.get(row.id, row.number) for row in self.rows}
        last = max((number for number in present if isinstance(number, int)), default=0)
        text = _("Entries %(first)d to %(last)d were removed.")
        for first, end in _runs([number for number in range(1, last) if number not in present]):
            yield "removed", first, text % {"first": first, "last": end}

    def unlinked(self):
        """Where none of this explains it: the first row that does not follow the one before it."""
        before, expected = origin(self.key), 1
        for row in self.rows:
            if row.previous != before or row.number != expected or not row.fits:
                text = _("Entry %(number)s does not follow the entry before it.") % {"number": row.number}
                return [("changed", expected, text)]
            before, expected = row.hash, expected + 1
        return []


def _runs(numbers):
    """First and last of every run of consecutive numbers, out of a sorted list."""
    runs = []
    for number in numbers:
        if runs and runs[-1][1] + 1 == number:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs
