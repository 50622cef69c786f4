"""Who waits for whom: the rows of pages are locked first, in the order of their numbers, the chain of the log after.

Whoever publishes, withdraws or deletes takes both, so in one order everywhere; and what the gate then reads of a page
is what stands when its turn has come. SQLite has one writer at a time and needs no locks.
"""

from django.db import connection
from django.db.models import Q
from wagtail.models import Page


def lock_pages(numbers):
    """Lock the rows of the pages and of the stand-ins that follow them, until the transaction ends."""
    numbers = [number for number in numbers if number]
    if numbers:
        _lock(Q(pk__in=numbers) | Q(alias_of__in=numbers))


def lock_below(path):
    """The same for a page, everything below it, and their stand-ins."""
    _lock(Q(path__startswith=path) | Q(alias_of__path__startswith=path))


def _lock(wanted):
    if connection.features.has_select_for_update:
        rows = Page.objects.filter(wanted).order_by("pk").select_for_update(of=("self",), no_key=True)
        list(rows.values_list("pk", flat=True))
