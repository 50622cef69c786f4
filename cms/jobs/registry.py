"""The periodic jobs that the installed apps offer, each from its own `jobs.py`.

    @periodic(every=timedelta(hours=1), name="content.turn_validity", label=_("Turn validity"))
    def turn_validity(): ...

The label is what the system administrator reads. A job takes no arguments and opens its own transactions. It may be
repeated after a crash, so it must bear that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

SHORTEST = timedelta(seconds=1)
# A Monday at midnight, from which every period is counted: a daily job turns at midnight, a weekly one on Monday.
ORIGIN = datetime(2024, 1, 1)


@dataclass(frozen=True)
class Job:
    """A function that runs once in every period of the local clock."""

    name: str
    label: str
    every: timedelta
    function: Callable[[], None]

    def period(self, moment):
        """The number of the period in which `moment` lies."""
        local = timezone.localtime(moment).replace(tzinfo=None)
        return (local - ORIGIN) // self.every

    def is_due(self, last, now):
        return last is None or self.period(now) > self.period(last)


class Registry:
    """Jobs by name. A name is what the database remembers a job by, so it is unique and stays."""

    def __init__(self):
        self._jobs = {}

    def add(self, job):
        if job.every < SHORTEST:
            raise ImproperlyConfigured(f"The periodic job {job.name!r} must run at most once a second.")
        known = self._jobs.setdefault(job.name, job)
        if known is not job:
            raise ImproperlyConfigured(f"Two periodic jobs are named {job.name!r}; a name must be unique.")

    def get(self, name):
        return self._jobs.get(name)

    def __iter__(self):
        return iter(sorted(self._jobs.values(), key=lambda job: job.name))


registry = Registry()


def periodic(*, every, name, label):
    """Register the decorated function as a job that runs once in every `every`; the function itself is unchanged."""

    def register(function):
        registry.add(Job(name=name, label=label, every=every, function=function))
        return function

    return register
