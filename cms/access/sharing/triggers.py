"""The database itself refuses to change or to remove what the history of grants holds."""

from cms.access.sharing.models import GrantEvent
from cms.triggers.registry import Trigger, register

TABLE = GrantEvent._meta.db_table
APPEND_ONLY = "sharing: the history of grants is appended to, never changed or shortened"


@register
def history_triggers():
    """No UPDATE and no DELETE."""
    for event in ("UPDATE", "DELETE"):
        yield Trigger(name=f"grant_event_{event.lower()}", table=TABLE, event=event, message=APPEND_ONLY)
