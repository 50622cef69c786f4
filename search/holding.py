"""Whether anything public holds all of some words."""

from search.stores import store


def finds(reading, scope):
    """Whether a page within the scope holds all words of the reading, as they stand or taken apart.

    Raises Unavailable where the engine does not answer.
    """
    tried = filter(None, (reading, reading.finer()))
    return any(each.needed and store().pages(each.alternatives, each.excluded, scope, 1) for each in tried)
