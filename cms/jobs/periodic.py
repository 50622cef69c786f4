"""Queueing of the periodic jobs that are due, and the record of how they ended.

A due job goes through the task queue like any other task: it is isolated there, its failure is logged with the
traceback, and the jobs after it go on.
"""

import logging

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from cms.jobs.models import PeriodicRun
from cms.jobs.registry import registry

logger = logging.getLogger(__name__)
UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@task(priority=10)
def run_job(name):
    """Run one periodic job. One that was taken out of the product after it was queued is passed over."""
    job = registry.get(name)
    if job is None:
        logger.warning("The periodic job %s no longer exists", name)
        return
    job.function()


def queue_due(now=None):
    """Queue each job whose period has turned since its last run, and return their names.

    The queued task and the memory of it are one transaction, so that a stop between them neither repeats nor
    forgets a run. A job that is still waiting or running is not queued a second time.
    """
    now = now or timezone.now()
    runs = {run.name: run for run in PeriodicRun.objects.all()}
    due = [job for job in registry if job.is_due(getattr(runs.get(job.name), "due_at", None), now)]
    if not due:
        return []
    earlier = [runs[job.name].task_id for job in due if job.name in runs]
    busy = set(DBTaskResult.objects.filter(pk__in=earlier, status__in=UNFINISHED).values_list("pk", flat=True))
    queued = []
    for job in due:
        if job.name in runs and runs[job.name].task_id in busy:
            continue
        with transaction.atomic():
            result = run_job.enqueue(job.name)
            PeriodicRun.objects.update_or_create(name=job.name, defaults={"due_at": now, "task_id": result.id})
        queued.append(job.name)
    return queued


@receiver(task_finished, dispatch_uid="jobs.remember_outcome")
def remember_outcome(*, task_result, **kwargs):
    """Keep when a periodic job last succeeded or failed, and say which one failed and why."""
    if task_result.task.module_path != run_job.module_path:
        return
    name = task_result.args[0]
    now = timezone.now()
    if task_result.status == TaskResultStatus.SUCCESSFUL:
        PeriodicRun.objects.filter(name=name).update(succeeded_at=now, error="")
        return
    reason = task_result.errors[0].traceback.strip().rpartition("\n")[2]
    PeriodicRun.objects.filter(name=name).update(failed_at=now, error=reason)
    logger.error("The periodic job %s failed: %s", name, reason)
