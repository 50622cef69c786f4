"""Triggers as PostgreSQL writes them: each with a function of its own, whose text the server keeps as it was given."""

from cms.triggers.registry import PREFIX

ROW, BEFORE = 1, 2
EVENTS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
ENABLED = "O"
RESULTS = {"DELETE": "OLD", "TRUNCATE": "NULL"}


def definition(trigger):
    """What the database keeps of the trigger: table, whether it is on, its kind, its columns and its function."""
    kind = BEFORE | EVENTS[trigger.event] | (0 if trigger.event == "TRUNCATE" else ROW)
    return trigger.table, ENABLED, kind, sorted(trigger.columns), False, _body(trigger)


def creation(trigger):
    """The statements that make the trigger."""
    name, table = _quoted(trigger.full_name), _quoted(trigger.table)
    each = "STATEMENT" if trigger.event == "TRUNCATE" else "ROW"
    of = f" OF {', '.join(_quoted(column) for column in trigger.columns)}" if trigger.columns else ""
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $gate${_body(trigger)}$gate$",
        f"CREATE TRIGGER {name} BEFORE {trigger.event}{of} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()",
    ]


def removal(name, found):
    """The statements that remove a trigger of the name, found with this definition."""
    return [
        f"DROP TRIGGER IF EXISTS {_quoted(name)} ON {_quoted(found[0])}",
        f"DROP FUNCTION IF EXISTS {_quoted(name)}()",
    ]


def installed(cursor):
    """Our triggers in the database: definitions by name."""
    cursor.execute(
        """
        SELECT t.tgname, c.relname, t.tgenabled::text, t.tgtype::int,
               ARRAY(SELECT a.attname::text FROM pg_attribute a
                     WHERE a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr::int2[]) ORDER BY a.attname::text),
               t.tgqual IS NOT NULL, p.prosrc
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND n.nspname = current_schema()
        """
    )
    return {
        name: (table, enabled, kind, sorted(columns), has_condition, body)
        for name, table, enabled, kind, columns, has_condition, body in cursor.fetchall()
        if name.startswith(PREFIX)
    }


def columns(cursor):
    """The columns of every table."""
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    )
    found = {}
    for table, column in cursor.fetchall():
        found.setdefault(table, set()).add(column)
    return found


def _body(trigger):
    """The cheap condition first: the tables are asked only for rows that it holds for."""
    inner = f"RAISE EXCEPTION '{trigger.message}' USING ERRCODE = 'check_violation';"
    for condition in (trigger.query, trigger.when):
        if condition:
            inner = f"IF ({condition.format(differs='IS DISTINCT FROM')}) THEN {inner} END IF;"
    return f"BEGIN {inner} RETURN {RESULTS.get(trigger.event, 'NEW')}; END"


def _quoted(name):
    return f'"{name}"'
