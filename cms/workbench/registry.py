"""The panels that the installed concerns offer, and which of them lie on a person's desk."""

from datetime import UTC, datetime

MOST_PANELS = 5
NEVER = datetime.max.replace(tzinfo=UTC)

_panels = []


def desk_panel(panel_class):
    """Register the decorated class of panels."""
    if panel_class not in _panels:
        _panels.append(panel_class)
    return panel_class


def desk_of(request):
    """The panels of the person who asks: at most five, what is due first on top, empty ones left out.

    What is for others is not even read.
    """
    offered = [panel_class(request) for panel_class in _panels]
    found = [panel for panel in offered if panel.is_for_reader()]
    for panel in found:
        panel.load()
    filled = sorted((panel for panel in found if panel.rows), key=_rank)[:MOST_PANELS]
    for order, panel in enumerate(filled, start=100):
        panel.order = order
    return filled


def _rank(panel):
    return panel.due_at or NEVER, panel.importance, panel.name
