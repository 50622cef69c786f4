"""A list that a visitor leafs through and narrows: total, facets, the rows of one page."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import NamedTuple

from cms.content.listing.cards import Branch
from cms.content.listing.pagination import PageLinks, window

PAGE_SIZE = 20


class Tally(NamedTuple):
    """How many pages of a department fall into a year. A pinned one stands at the top, outside the flow by date.

    A list with groups of its own tallies each group as well; a page may belong to several of them.
    """

    department_id: int | None
    department_name: str
    year: int
    total: int
    group: str = ""
    group_label: str = ""


@dataclass(frozen=True)
class Option:
    """A value of a facet with the number of pages that it would leave."""

    value: int | str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    """A way to narrow the list."""

    name: str
    label: str
    options: list


class Listing:
    """One page of a list.

    `source` gives what is listed: `tallies()` in one statement, `flow()` (querysets by date) and `pinned()`
    (a queryset with `card_rank`, and how many rows it has); `memo` names everything that its querysets depend on.
    """

    def __init__(self, source, query, page_size=PAGE_SIZE):
        self.page_size = page_size
        self.tallies = source.tallies()
        known = any(tally.group == query.group for tally in self.tallies)
        self.query = query = query if known else replace(query, group="")
        self.source = source
        self.pinned_count = 0 if query.is_filtered else source.pinned_count()
        self.total = sum(t.total for t in self.tallies if self._fits(t))
        self.links = PageLinks(query, self.total, page_size)
        self.cards = []

    @property
    def group_label(self):
        """What the list's own groups are called."""
        return getattr(self.source, "group_label", "")

    def _fits(self, tally, ignore=""):
        query = self.query
        return (
            (bool(tally.group) if ignore == "group" else tally.group == query.group)
            and (ignore == "year" or query.year in (None, tally.year))
            and (ignore == "department" or query.department in (None, tally.department_id))
        )

    def branches(self):
        """What has to be read for this page: the pinned rows that fall on it, and its part of the flow."""
        start = (self.links.number - 1) * self.page_size
        stop = min(start + self.page_size, self.total)
        memo = getattr(self.source, "memo", None)
        if start < self.pinned_count:
            limit = min(stop, self.pinned_count) - start
            yield Branch("pinned", lambda: (self.source.pinned(),), limit, start, memo=memo and (memo, "pinned"))
        flow_start = max(0, start - self.pinned_count)
        flow_stop = max(0, stop - self.pinned_count)
        if flow_stop > flow_start:
            offset, backwards = (
                (flow_start, False)
                if getattr(self.source, "is_ranked", False)
                else window(flow_start, flow_stop, self.total - self.pinned_count)
            )
            memo = memo and (memo, replace(self.query, number=1))
            yield Branch("flow", self._flow, flow_stop - flow_start, offset, backwards, memo)

    def _flow(self):
        return tuple(self.source.flow(self.query, keep_pinned=self.query.is_filtered))

    def fill(self, cards):
        """Take the rows that were read for the branches."""
        self.cards = [*cards.get("pinned", ()), *cards.get("flow", ())]

    def years(self):
        """The year facet: counts follow the department chosen."""
        counts = Counter()
        for tally in self.tallies:
            if self._fits(tally, ignore="year"):
                counts[tally.year] += tally.total
        return [Option(y, str(y), n, y == self.query.year) for y, n in sorted(counts.items(), reverse=True) if n > 0]

    def departments(self):
        """The department facet: counts follow the year chosen; pages of no department have no entry."""
        counts, names = Counter(), {}
        for tally in self.tallies:
            if tally.department_id and self._fits(tally, ignore="department"):
                counts[tally.department_id] += tally.total
                names[tally.department_id] = tally.department_name
        return [Option(pk, names[pk], n, pk == self.query.department) for pk, n in counts.most_common() if n > 0]

    def groups(self):
        """The facet of the list's own groups, in their order: counts follow the year and the department chosen."""
        counts, labels = Counter(), {}
        for tally in self.tallies:
            if self._fits(tally, ignore="group"):
                counts[tally.group] += tally.total
                labels[tally.group] = tally.group_label
        return [Option(value, labels[value], n, value == self.query.group) for value, n in counts.items() if n > 0]
