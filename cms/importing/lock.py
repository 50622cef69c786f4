"""One import at a time: two would give out the same places in the tree and slow each other down."""

import zlib
from contextlib import contextmanager

from django.db import connection
from django.utils.translation import gettext as _
from fasteners import InterProcessLock

KEY = zlib.crc32(b"lingnan.importing")


class ImportRunning(Exception):
    """Another import holds the lock; the text says so."""

    def __init__(self):
        super().__init__(_("Another import is running. Wait until it has ended, then start again."))


@contextmanager
def single_import():
    """Hold the installation's lock for imports; it is given back when its holder dies.

    Raises ImportRunning when another process holds it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
            if not cursor.fetchone()[0]:
                raise ImportRunning
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
    elif connection.is_in_memory_db():
        yield
    else:
        lock = InterProcessLock(f"{connection.settings_dict['NAME']}.import.lock")
        if not lock.acquire(blocking=False):
            raise ImportRunning
        try:
            yield
        finally:
            lock.release()
