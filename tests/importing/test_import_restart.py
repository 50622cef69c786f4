"""An import may be killed anywhere, and only one runs at a time."""

import subprocess
import sys

import pytest
from django.core.management.base import CommandError
from django.db import connection

from cms.approval.batches.course import review_batch
from cms.approval.batches.inspection import inspect
from cms.approval.batches.sampling import open_sample
from cms.approval.models import Batch, BatchItem
from cms.importing import run
from cms.importing.lock import KEY
from tests.importing.helpers import import_rows, outcomes, row, run_import, write_rows

HOLDER = """
import sys
from fasteners import InterProcessLock
lock = InterProcessLock(sys.argv[1])
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_import__goes_on_when_a_group_was_interrupted(world, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "GROUP", 2)
    source = write_rows(tmp_path / "rows.jsonl", *(row() for _number in range(5)))
    write, calls = run.write_drafts, []

    def interrupted(*args):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write(*args)

    with monkeypatch.context() as patch:
        patch.setattr(run, "write_drafts", interrupted)
        with pytest.raises(CommandError, match="Start again") as stopped:
            run_import(source)
    assert stopped.value.returncode == 130
    assert BatchItem.objects.exclude(source_line="").count() == 2
    assert outcomes(run_import(source)) == ["draft"] * 5


def test_import__opens_another_batch_when_the_file_was_changed(world, tmp_path):
    first = import_rows(tmp_path, row())
    assert import_rows(tmp_path, row()) != first


def test_import__waits_for_people_when_the_same_file_is_imported_again(world, tmp_path):
    source = write_rows(tmp_path / "rows.jsonl", row())
    batch = run_import(source)
    inspect(batch)
    open_sample(batch, world.reviewer)
    review_batch(batch, world.reviewer)
    assert run_import(source) == batch
    assert outcomes(batch) == ["draft"]


def test_import__stops_when_its_batch_was_decided_about(world, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "GROUP", 2)
    source = write_rows(tmp_path / "rows.jsonl", *(row() for _number in range(5)))
    write = run.write_drafts

    def reviewed_meanwhile(*args):
        written = write(*args)
        Batch.objects.filter(source__startswith="rows").update(status=Batch.Status.RETURNED)
        return written

    monkeypatch.setattr(run, "write_drafts", reviewed_meanwhile)
    with pytest.raises(CommandError, match="decided"):
        run_import(source)
    assert BatchItem.objects.exclude(source_line="").count() == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the lock is a file on SQLite")
def test_import__refused_when_another_process_imports(world, tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, f"{connection.settings_dict['NAME']}.import.lock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "held\n"
    try:
        with pytest.raises(CommandError, match="Another import"):
            import_rows(tmp_path, row())
    finally:
        holder.communicate()
    assert not BatchItem.objects.exclude(source_line="").exists()
    assert outcomes(import_rows(tmp_path, row())) == ["draft"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the lock is the session's on PostgreSQL")
def test_import__refused_when_another_session_imports(world, tmp_path):
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
        with pytest.raises(CommandError, match="Another import"):
            import_rows(tmp_path, row())
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
    finally:
        other.close()
    assert outcomes(import_rows(tmp_path, row())) == ["draft"]


def test_import__says_so_when_the_disk_is_full_for_files(world, tmp_path, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run, "write_drafts", full)
    with pytest.raises(CommandError, match="disk is full"):
        import_rows(tmp_path, row())
    assert not BatchItem.objects.exclude(source_line="").exists()
