"""Triggers as SQLite writes them. It keeps the text of a trigger as it was given, so the text is what is compared."""

from cms.triggers.registry import PREFIX

# SQLite replaces a row (INSERT OR REPLACE) without asking the trigger of its deletion, unless told to. No TRUNCATE.
EVENTS = {"INSERT": "INSERT", "UPDATE": "UPDATE", "DELETE": "DELETE", "REPLACE": "INSERT"}


def definition(trigger):
    """What the database keeps of the trigger."""
    of = f" OF {', '.join(_quoted(column) for column in trigger.columns)}" if trigger.columns else ""
    conditions = [f"({part.format(differs='IS NOT')})" for part in (trigger.when, trigger.query) if part]
    when = f" WHEN {' AND '.join(conditions)}" if conditions else ""
    return (
        f"CREATE TRIGGER {_quoted(trigger.full_name)} BEFORE {EVENTS[trigger.event]}{of} ON {_quoted(trigger.table)} "
        f"FOR EACH ROW{when} BEGIN SELECT RAISE(ABORT, '{trigger.message}'); END"
    )


def creation(trigger):
    """The statements that make the trigger."""
    return [definition(trigger)]


def removal(name, _definition):
    """The statements that remove a trigger of the name."""
    return [f"DROP TRIGGER IF EXISTS {_quoted(name)}"]


def installed(cursor):
    """Our triggers in the database: definitions by name."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {name: sql for name, sql in cursor.fetchall() if name.startswith(PREFIX)}


def columns(cursor):
    """The columns of every table."""
    cursor.execute("SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'")
    found = {}
    for table, column in cursor.fetchall():
        found.setdefault(table, set()).add(column)
    return found


def _quoted(name):
    return f'"{name}"'
