"""One instance at a time: a lock that the operating system or the database gives back when its holder dies."""

import zlib
from contextlib import contextmanager, suppress

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from fasteners import InterProcessLock

WORK = "jobs.work"


class AlreadyRunning(Exception):
    """Another process holds the lock."""


@contextmanager
def single_instance(using=DEFAULT_DB_ALIAS, name=WORK):
    """Hold one of the installation's locks, that for background work or another by name, or raise AlreadyRunning.

    Yields a function that raises the database's error when the lock may have been lost.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        holder = advisory_lock(connection, zlib.crc32(f"lingnan.{name}".encode()))
    elif connection.is_in_memory_db():
        holder = no_lock()
    else:
        holder = file_lock(f"{connection.settings_dict['NAME']}.{name.rpartition('.')[2]}.lock")
    with holder as check:
        yield check


@contextmanager
def advisory_lock(connection, key):
    """A session lock of PostgreSQL, on a connection of its own: the ordinary one is closed between tasks."""
    session = connection.copy()
    try:
        with session.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
            if not cursor.fetchone()[0]:
                raise AlreadyRunning

        def check():
            with session.cursor() as cursor:
                cursor.execute("SELECT 1")

        try:
            yield check
        finally:
            _give_back(session, key)
    finally:
        session.close()


def _give_back(session, key):
    """The server gives the lock back by itself when it notices the end of the session, but only after a moment."""
    with suppress(DatabaseError), session.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def file_lock(path):
    """A lock on a file beside the SQLite database."""
    lock = InterProcessLock(path)
    if not lock.acquire(blocking=False):
        raise AlreadyRunning
    try:
        yield lambda: None
    finally:
        lock.release()


@contextmanager
def no_lock():
    """A database in memory is seen by one process only."""
    yield lambda: None
