"""Numbered pages: at most nine links, and the shorter way to the last ones."""

MAX_LINKS = 9


def window(start, stop, total):
    """Where to read rows `start` to `stop` of `total` (newest first): offset and whether from the oldest end.

    The far half is read backwards, so that the last page costs what the first does.
    """
    if start > total - stop:
        return total - stop, True
    return start, False


class PageLinks:
    """The numbers of a list's pages that a reader is offered, with gaps as None."""

    def __init__(self, query, total, page_size):
        self.query = query
        self.page_count = max(1, -(-total // page_size))
        self.number = min(max(1, query.number), self.page_count)

    @property
    def previous_url(self):
        """The address of the page before, '' on the first."""
        return self.query.address(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self):
        """The address of the page after, '' on the last."""
        return self.query.address(self.number + 1) if self.number < self.page_count else ""

    def __iter__(self):
        """Links of {number, url, is_current}, with None for a gap; none at all for a list of one page."""
        if self.page_count == 1:
            return
        last = 0
        for number in self._shown():
            if number > last + 1:
                yield None
            yield {"number": number, "url": self.query.address(number), "is_current": number == self.number}
            last = number

    def _shown(self):
        count, here = self.page_count, self.number
        if count <= MAX_LINKS:
            return range(1, count + 1)
        span = MAX_LINKS - 4
        first = min(max(here - span // 2, 2), count - span)
        return sorted({1, *range(first, first + span), count})
