"""Makes an index beside the one in use, out of what the database holds, and then uses it instead.

What changes meanwhile is told to both. What was stopped half-way goes on where it was.
"""

import time

from django.db.models import Max

from cms.jobs.lock import AlreadyRunning, single_instance
from search.elastic.connection import working
from search.elastic.debts import TURN, pay
from search.elastic.indexes import Indexes
from search.elastic.writing import write_pages
from search.models import EngineDebt, Entry

BUILDING = "search.build"
GROUP = 100
WAIT_SECONDS = 0.1


def build(progress=lambda done, last: None):
    """Make the index anew and use it.

    Raises Unavailable where the engine does not take it, AlreadyRunning where another process is at it.
    """
    with single_instance(name=BUILDING), working() as client:
        indexes = Indexes(client)
        indexes.begin()
        done, last = 0, indexes.upto
        told = 0 if last else EngineDebt.objects.aggregate(last=Max("pk"))["last"] or 0
        while numbers := list(Entry.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:GROUP]):
            _in_turn(lambda numbers=numbers: write_pages(client, numbers, [indexes.in_the_making]))
            done, last = done + len(numbers), numbers[-1]
            indexes.remember(last)
            progress(done, last)
        _in_turn(indexes.adopt)
        EngineDebt.objects.filter(pk__lte=told).delete()
    pay()


def _in_turn(action):
    """Do it when no other process is telling the engine something."""
    while True:
        try:
            with single_instance(name=TURN):
                return action()
        except AlreadyRunning:
            time.sleep(WAIT_SECONDS)
