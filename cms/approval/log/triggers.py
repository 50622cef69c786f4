"""The database itself refuses to change or to remove what the log holds."""

from cms.approval.models.log import LogChain, LogEntry
from cms.triggers.registry import Trigger, register

ENTRIES = LogEntry._meta.db_table
CHAINS = LogChain._meta.db_table
APPEND_ONLY = "publication log: entries are appended, never changed or removed"
# SQLite replaces a row (INSERT OR REPLACE) without asking the trigger of its deletion.
TAKEN = f"EXISTS (SELECT 1 FROM {ENTRIES} e WHERE e.id = NEW.id OR e.hash = NEW.hash)"
FOLLOWED = f"EXISTS (SELECT 1 FROM {ENTRIES} e WHERE e.chain_id = NEW.chain_id AND e.previous_hash = NEW.previous_hash)"
PLACE_TAKEN = f"EXISTS (SELECT 1 FROM {ENTRIES} e WHERE e.chain_id = NEW.chain_id AND e.number = NEW.number)"
CHAIN_TAKEN = f"EXISTS (SELECT 1 FROM {CHAINS} c WHERE c.id = NEW.id)"
# Two who make a chain at once meet here on PostgreSQL, and the second takes the first one's.
KEY_TAKEN = f"EXISTS (SELECT 1 FROM {CHAINS} c WHERE c.key = NEW.key)"


@register
def log_triggers():
    """No UPDATE, no DELETE, and no INSERT in the place of what stands."""
    for name, table in (("log_entry", ENTRIES), ("log_chain", CHAINS)):
        for event in ("UPDATE", "DELETE"):
            yield Trigger(name=f"{name}_{event.lower()}", table=table, event=event, message=APPEND_ONLY)
    taken = {"log_entry_taken": (ENTRIES, TAKEN), "log_entry_place": (ENTRIES, PLACE_TAKEN)}
    taken["log_entry_followed"] = (ENTRIES, FOLLOWED)
    taken["log_chain_taken"] = (CHAINS, CHAIN_TAKEN)
    for name, (table, query) in taken.items():
        yield Trigger(name=name, table=table, event="INSERT", query=query, message=APPEND_ONLY)
    yield Trigger(name="log_chain_key", table=CHAINS, event="REPLACE", query=KEY_TAKEN, message=APPEND_ONLY)
