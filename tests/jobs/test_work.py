from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.jobs.models import PeriodicRun
from cms.jobs.periodic import queue_due, run_job
from cms.jobs.worker import ATTEMPTS

pytestmark = pytest.mark.django_db


def work_once():
    call_command("work", once=True)


def interrupted(name, attempts):
    """A task whose process died while it ran for the `attempts`-th time."""
    result = run_job.enqueue(name)
    workers = [f"worker-{number}" for number in range(attempts)]
    DBTaskResult.objects.filter(pk=result.id).update(status=TaskResultStatus.RUNNING, worker_ids=workers)
    return DBTaskResult.objects.filter(pk=result.id)


def test_work_once__runs_what_is_due_and_remembers_it(jobs, ran):
    jobs("first")
    jobs("second")
    work_once()
    assert ran == ["first", "second"]
    assert PeriodicRun.objects.filter(succeeded_at__isnull=False).count() == 2


def test_work_once__repeats_nothing_when_started_again_in_the_same_period(jobs, ran):
    jobs("hourly")
    PeriodicRun.objects.create(name="hourly", due_at=timezone.now() + timedelta(minutes=1))
    work_once()
    assert ran == []


def test_work_once__catches_up_once_when_periods_were_missed(jobs, ran):
    jobs("hourly")
    PeriodicRun.objects.create(name="hourly", due_at=timezone.now() - timedelta(hours=5))
    work_once()
    assert ran == ["hourly"]
    assert queue_due(PeriodicRun.objects.get().due_at) == []


def test_work_once__goes_on_and_says_so_when_a_job_fails(jobs, ran, caplog):
    jobs("a.broken", ValueError("the probe has no address"))
    jobs("b.sound")
    work_once()
    assert ran == ["a.broken", "b.sound"]
    assert "The periodic job a.broken failed: ValueError: the probe has no address" in caplog.messages
    broken = PeriodicRun.objects.get(name="a.broken")
    assert broken.error == "ValueError: the probe has no address"
    assert broken.failed_at
    assert not broken.succeeded_at


def test_work_once__clears_the_error_when_the_job_succeeds_again(jobs):
    jobs("mended")
    PeriodicRun.objects.create(name="mended", due_at=timezone.now() - timedelta(hours=3), error="it was broken")
    work_once()
    assert PeriodicRun.objects.get().error == ""


def test_queue_due__does_not_pile_up_when_the_last_run_still_waits(jobs):
    jobs("slow")
    assert queue_due() == ["slow"]
    assert queue_due(timezone.now() + timedelta(hours=2)) == []
    assert DBTaskResult.objects.count() == 1


def test_work_once__passes_over_a_job_that_left_the_product(jobs, caplog):
    run_job.enqueue("gone")
    work_once()
    assert "The periodic job gone no longer exists" in caplog.messages


def test_work_once__runs_a_task_again_when_its_process_died(jobs, ran, capsys):
    jobs("interrupted")
    PeriodicRun.objects.create(name="interrupted", due_at=timezone.now())
    interrupted("interrupted", attempts=1)
    work_once()
    assert ran[0] == "interrupted"
    assert "1" in capsys.readouterr().out


def test_work_once__gives_a_task_up_when_its_process_died_each_time(jobs, ran):
    jobs("fatal")
    PeriodicRun.objects.create(name="fatal", due_at=timezone.now() + timedelta(hours=1))
    result = interrupted("fatal", attempts=ATTEMPTS)
    work_once()
    assert ran == []
    assert result.get().status == TaskResultStatus.FAILED
    assert f"ended {ATTEMPTS} times" in result.get().traceback


def test_work__refused_when_one_is_running(jobs, ran, running_elsewhere):
    jobs("hourly")
    with pytest.raises(CommandError) as refusal:
        work_once()
    assert str(refusal.value) == gettext(
        "Background work is already running for this database. Stop that process first, or leave it."
    )
    assert ran == []


def test_work__refused_when_tasks_are_not_queued(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with pytest.raises(CommandError, match="TASKS"):
        work_once()


def test_prune_results__forgets_what_finished_long_ago_and_keeps_the_rest(task_queue):
    tasks = {name: run_job.enqueue(name).id for name in ("old", "recent", "waiting")}
    finished = DBTaskResult.objects.exclude(pk=tasks["waiting"])
    finished.update(status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now())
    finished.filter(pk=tasks["old"]).update(finished_at=timezone.now() - timedelta(days=15))
    work_once()
    kept = set(DBTaskResult.objects.values_list("pk", flat=True))
    assert str(tasks["old"]) not in map(str, kept)
    assert str(tasks["recent"]) in map(str, kept)
