"""A panel of the desk. Every row says what to do next, and doing it is one click away."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.admin.ui.components import Component


@dataclass(frozen=True)
class DeskRow:
    """One thing to do: what it is about, what is known of it, when it is due, and the way to the doing."""

    title: str
    url: str
    action: str
    facts: tuple = ()
    due: str = ""
    due_at: datetime | None = None
    is_late: bool = False
    is_urgent: bool = False
    reason: str = ""


class DeskPanel(Component):
    """What one concern has for one person. Made for a request; it asks the database when it is loaded, and only then.

    A subclass names its `heading`, says in `is_for_reader` whose desk it lies on, fills `rows` and `total` in `load`,
    and may give `more_url`, which leads to all of them. A panel without rows does not appear.
    """

    template_name = "workbench/panel.html"
    name = ""
    heading = ""
    more_label = ""
    importance = 50

    class Media:
        css = {"all": ["workbench/desk.css"]}

    def __init__(self, request):
        self.request = request
        self.rows = []
        self.total = 0
        self.more_url = ""

    def is_for_reader(self):
        """Whether it is for the person who asks: asked before anything is read, so that others' desks cost nothing."""
        return True

    def load(self):
        """Read what this person has to do; asked only of a panel that is for the reader."""
        raise NotImplementedError

    @property
    def due_at(self):
        """The earliest moment at which something of it is due, None where nothing is."""
        return min((row.due_at for row in self.rows if row.due_at), default=None)

    def get_context_data(self, parent_context):
        return {"panel": self, "rows": self.rows, "total": self.total, "more": self.total - len(self.rows)}


class EmptyDesk(Component):
    """What stands where no panel has anything: that this is so, and that nothing is broken."""

    template_name = "workbench/empty.html"
    order = 100

    class Media:
        css = {"all": ["workbench/desk.css"]}
