import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection

from cms.jobs import periodic
from cms.jobs.lock import single_instance
from cms.jobs.registry import Job, Registry


@pytest.fixture
def ran():
    """The names of the jobs that ran, in order."""
    return []


@pytest.fixture
def jobs(monkeypatch, ran, task_queue):
    """An empty registry in the place of the product's own; `jobs(name, error)` adds an hourly job."""
    registry = Registry()
    monkeypatch.setattr(periodic, "registry", registry)

    def add(name, error=None):
        def run():
            ran.append(name)
            if error is not None:
                raise error

        registry.add(Job(name=name, label=name, every=timedelta(hours=1), function=run))

    return add


HOLDER = """
import sys
from fasteners import InterProcessLock
lock = InterProcessLock(sys.argv[1])
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def running_elsewhere(db):
    """The lock for background work is held: on SQLite by another process, on PostgreSQL by another session."""
    if connection.vendor == "postgresql":
        with single_instance():
            yield
        return
    path = f"{connection.settings_dict['NAME']}.work.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    yield
    holder.communicate()
