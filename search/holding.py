"""Whether anything public holds all of some words."""

from search.stores import store


def finds(reading, narrowing):
    """Whether a page within the narrowing holds all words of the reading, as they stand or taken apart."""
    tried = filter(None, (reading, reading.finer()))
    return any(each.needed and store().pages(each.alternatives, each.excluded, narrowing, 1) for each in tried)
