"""The queue's worker: the one of django-tasks-db, with the periodic jobs looked after between its tasks."""

import logging
import time

from django.db import OperationalError
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import is_locked_database_exception

from cms.jobs.periodic import queue_due

logger = logging.getLogger(__name__)
ATTEMPTS = 3


class Interrupted(Exception):
    """A task whose process died each time that it ran."""


class JobWorker(Worker):
    """Runs queued tasks until none is left; between two of them it queues the periodic jobs that fell due."""

    def __init__(self, interval=1.0):
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )

    def run_task(self, db_task_result):
        super().run_task(db_task_result)
        self.queue_periodic()

    def queue_periodic(self):
        """A database that is busy for longer than its time-out is asked again at the next turn."""
        try:
            queue_due()
        except OperationalError as error:
            if not is_locked_database_exception(error):
                raise
            logger.warning("The database is busy; the periodic jobs are looked at again shortly")

    def work_until_idle(self):
        self.queue_periodic()
        self.run()

    def work_until_stopped(self, check):
        """Go on until a signal ends it. `check` raises when the right to work alone was lost."""
        while self.running:
            self.work_until_idle()
            check()
            if self.running:
                time.sleep(self.interval)


def recover_interrupted():
    """Give back the tasks that a process left unfinished when it died; the holder of the lock knows that none runs.

    A task that took its process with it three times is marked as failed, so that it cannot do so for ever.
    """
    recovered = 0
    for result in DBTaskResult.objects.running().filter(backend_name=DEFAULT_TASK_BACKEND_ALIAS):
        if len(result.worker_ids) >= ATTEMPTS:
            result.set_failed(Interrupted(f"The process ended {ATTEMPTS} times while this task ran."))
            logger.error("Task %s (%s) was given up: its process ended each time", result.pk, result.task_path)
            continue
        DBTaskResult.objects.filter(pk=result.pk).update(status=TaskResultStatus.READY, started_at=None)
        recovered += 1
    return recovered
