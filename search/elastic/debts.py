"""Tells the engine what changed. What it could not be told stays owed, and is told when it answers again."""

import logging
import time
from contextlib import suppress

from django.db import transaction

from cms.jobs.lock import AlreadyRunning, single_instance
from search.among import Among
from search.elastic.connection import CHANGE_SECONDS, WORK_SECONDS, is_deaf, working
from search.elastic.indexes import Indexes
from search.elastic.models import EngineDebt
from search.elastic.writing import write_pages
from search.stores.base import Unavailable

GROUP = 50
TURN = "search.write"

logger = logging.getLogger(__name__)


def owe(pages):
    """Note that pages changed, by number, and tell the engine as soon as the change stands."""
    EngineDebt.objects.bulk_create([EngineDebt(page=page) for page in pages], batch_size=1_000)
    transaction.on_commit(pay_at_once)


def owed(pages):
    """Those of the pages, by number, of which the engine does not know what they are now."""
    return set(EngineDebt.objects.filter(Among("page", pages)).values_list("page", flat=True))


def pay_at_once():
    """Pay within a second, where the engine takes it; what is left is paid by the job."""
    if is_deaf():
        return
    with suppress(Unavailable, AlreadyRunning):
        pay(CHANGE_SECONDS)


def pay(seconds=WORK_SECONDS):
    """Tell the engine what changed, group by group, for so long at most; returns how many pages are still owed.

    Raises Unavailable where the engine does not take it, AlreadyRunning where another process is telling it.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with single_instance(name=TURN), working(seconds) as client:
            debts = dict(EngineDebt.objects.order_by("pk").values_list("pk", "page")[:GROUP])
            targets = Indexes(client).targets if debts else []
            if not targets:
                break
            write_pages(client, list(dict.fromkeys(debts.values())), targets)
            EngineDebt.objects.filter(pk__in=debts).delete()
    return EngineDebt.objects.count()
