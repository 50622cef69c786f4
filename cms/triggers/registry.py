"""What triggers there are. An app registers a function that yields them, called once all models are known."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps

PREFIX = "lingnan_"
MOST_LETTERS = 63  # PostgreSQL cuts longer names
EVENTS = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "REPLACE")
EMPTIED = "publish gate: a table of what is public or was approved is never emptied as a whole"
REPLACED = "publish gate: a row of what is public or was approved is never put in the place of another"


@dataclass(frozen=True)
class Trigger:
    """Refuses to insert, update or delete a row for which both conditions hold; an empty one always does.

    `when` compares columns of NEW and OLD, `query` may ask other tables, which `reads` names, and is asked second. Both
    are SQL that SQLite and PostgreSQL read alike; `{differs}` stands for the comparison that knows NULL. An update is
    looked at only where it writes one of `columns`, if any are named. `message` says to the reader of a log what to do
    instead. TRUNCATE, of a whole table, is PostgreSQL's alone; REPLACE, an insertion, is looked at on SQLite alone.
    """

    name: str
    table: str
    event: str
    message: str
    when: str = ""
    query: str = ""
    columns: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()

    def __post_init__(self):
        if self.event not in EVENTS or len(self.full_name) > MOST_LETTERS or "'" in self.message:
            raise ValueError(f"{self.name}: unknown event, name too long, or an apostrophe in the message")

    @property
    def full_name(self):
        """The name in the database, by which ours are told from others'."""
        return f"{PREFIX}{self.name}"


_makers = []


def register(maker):
    """Register a function without arguments that yields triggers; usable as a decorator."""
    if maker not in _makers:
        _makers.append(maker)
    return maker


def all_triggers() -> Iterable[Trigger]:
    """Every registered trigger, by its name in the database."""
    found = {}
    for maker in _makers:
        for trigger in maker():
            if trigger.full_name in found:
                raise ValueError(f"two triggers are called {trigger.name}")
            found[trigger.full_name] = trigger
    keys = {model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)}
    for table in sorted({trigger.table for trigger in found.values()}):
        found |= {trigger.full_name: trigger for trigger in _as_a_whole(table, keys.get(table, "id"))}
    return found


def _as_a_whole(table, key):
    """No guarded table is emptied past the triggers of its rows, and on SQLite no row replaced past that of DELETE."""
    yield Trigger(name=f"whole_{table}", table=table, event="TRUNCATE", message=EMPTIED)
    taken = f'EXISTS (SELECT 1 FROM "{table}" t WHERE t."{key}" = NEW."{key}")'
    yield Trigger(name=f"place_{table}", table=table, event="REPLACE", query=taken, message=REPLACED)
