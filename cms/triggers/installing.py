"""Puts the triggers into the database, and takes them out where its tables are about to be rebuilt.

Django rebuilds a table of SQLite for many a change and drops its triggers without a word; and a table that is rebuilt
may not be named by the trigger of another. So they go before every migration and are back after it.
"""

from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from cms.triggers import postgresql, sqlite
from cms.triggers.registry import all_triggers

DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}
_state = {"migrating": False}


def install(using=DEFAULT_DB_ALIAS):
    """Make the database's triggers exactly those registered, as far as their tables exist; the others wait for them."""
    dialect = DIALECTS[connections[using].vendor]
    with transaction.atomic(using), connections[using].cursor() as cursor:
        columns, found = dialect.columns(cursor), dialect.installed(cursor)
        wanted = {name: each for name, each in _known(dialect).items() if _has_ground(each, columns)}
        for name, definition in found.items():
            if name not in wanted or dialect.definition(wanted[name]) != definition:
                _run(cursor, dialect.removal(name, definition))
        for name, trigger in wanted.items():
            if dialect.definition(trigger) != found.get(name):
                _run(cursor, dialect.creation(trigger))


def remove(using=DEFAULT_DB_ALIAS):
    """Take all of ours out of the database."""
    dialect = DIALECTS[connections[using].vendor]
    with transaction.atomic(using), connections[using].cursor() as cursor:
        for name, definition in dialect.installed(cursor).items():
            _run(cursor, dialect.removal(name, definition))


@contextmanager
def lifted(using=DEFAULT_DB_ALIAS):
    """Without triggers, as for who may alter the schema: for tests that fill tables with rows of their own."""
    with transaction.atomic(using):
        # What waits for the end of the transaction is looked at now: PostgreSQL alters no table with checks pending.
        connections[using].check_constraints()
        remove(using)
        yield
        connections[using].check_constraints()
        install(using)


def differences(using=DEFAULT_DB_ALIAS):
    """Names of the triggers that are missing or are not what was registered; none in a database not migrated yet."""
    dialect = DIALECTS[connections[using].vendor]
    with connections[using].cursor() as cursor:
        columns, found = dialect.columns(cursor), dialect.installed(cursor)
    triggers = _known(dialect)
    if not any(trigger.table in columns for trigger in triggers.values()):
        return [], []
    missing = sorted(name for name in triggers if name not in found)
    present = [name for name in triggers if name in found]
    changed = sorted(name for name in present if found[name] != dialect.definition(triggers[name]))
    return missing, changed


@contextmanager
def while_migrating():
    """What the migration itself puts back is no reason to refuse it."""
    _state["migrating"] = True
    try:
        yield
    finally:
        _state["migrating"] = False


def is_migrating():
    """Whether `manage.py migrate` is at work in this process."""
    return _state["migrating"]


def before_migration(using, **kwargs):
    """Connected to `pre_migrate`."""
    remove(using)


def after_migration(using, **kwargs):
    """Connected to `post_migrate`."""
    install(using)


def _known(dialect):
    """The triggers that there are in this kind of database."""
    return {name: trigger for name, trigger in all_triggers().items() if trigger.event in dialect.EVENTS}


def _has_ground(trigger, columns):
    present = columns.get(trigger.table, set())
    return trigger.table in columns and set(trigger.columns) <= present and set(trigger.reads) <= set(columns)


def _run(cursor, statements):
    for statement in statements:
        cursor.execute(statement)
