"""The ways through the triggers: opened by the gate when something was found approved, closed when it is written.

A passage is a row of a table that the triggers look at, in the transaction of the write and nowhere else. The triggers
refuse to open one for a page without an approval in force of the fingerprint that it names.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from cms.approval.models.passage import NEVER, Passage

TABLE = Passage._meta.db_table
_held = ContextVar("held_passages", default=0)


@contextmanager
def places():
    """Open around statements that write what follows from the tree, for whatever pages; none is approved by it."""
    if _held.get():
        yield
        return
    with transaction.atomic(), _holding():
        opened = _open([(None, "")])
        yield
        _close(opened)


@contextmanager
def approved(fingerprints):
    """Open around the publication of several pages: fingerprints by the page's number, each of them approved."""
    with transaction.atomic(), _holding():
        opened = _open(fingerprints.items()) if fingerprints else []
        yield
        _close(opened)


def open_for_save(page, number, fingerprint):
    """Open until `close` is called for the page; `number` is the page, or the one that it is an alias of."""
    page.open_passage = _open([(number, fingerprint)])


def open_for_deletion(instance):
    """Open, for what goes with it, until `close` is called for the instance that is deleted."""
    instance.open_passage = _open([(None, "")])


def close(instance):
    """End what was opened for the save or the deletion of the instance, if anything was."""
    opened = instance.__dict__.pop("open_passage", None)
    if opened:
        _close(opened)


@contextmanager
def _holding():
    token = _held.set(_held.get() + 1)
    try:
        yield
    finally:
        _held.reset(token)


def _open(passages):
    rows = list(passages)
    marks = ", ".join([f"(%s, %s, {NEVER})"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} (page_id, fingerprint, open_id) VALUES {marks} RETURNING id",
            [value for row in rows for value in row],
        )
        return [number for (number,) in cursor.fetchall()]


def _close(numbers):
    if not numbers:
        return
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(numbers))
        cursor.execute(f"DELETE FROM {TABLE} WHERE id IN ({marks})", numbers)
