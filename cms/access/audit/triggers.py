"""The database itself refuses to change or to remove what the audit holds."""

from cms.access.audit.models import AuditEntry, AuditHead
from cms.triggers.registry import Trigger, register

ENTRIES = AuditEntry._meta.db_table
HEADS = AuditHead._meta.db_table
APPEND_ONLY = "audit: entries are appended, never changed or removed"
# SQLite replaces a row (INSERT OR REPLACE) without asking the trigger of its deletion.
TAKEN = (
    f"EXISTS (SELECT 1 FROM {ENTRIES} e WHERE e.id = NEW.id OR e.number = NEW.number OR e.hash = NEW.hash"
    " OR e.previous_hash = NEW.previous_hash)"
)


@register
def audit_triggers():
    """No UPDATE, no DELETE, and no INSERT in the place of what stands."""
    for name, table in (("audit_entry", ENTRIES), ("audit_head", HEADS)):
        for event in ("UPDATE", "DELETE"):
            yield Trigger(name=f"{name}_{event.lower()}", table=table, event=event, message=APPEND_ONLY)
    yield Trigger(name="audit_entry_taken", table=ENTRIES, event="INSERT", query=TAKEN, message=APPEND_ONLY)
