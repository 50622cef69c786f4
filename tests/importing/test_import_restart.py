"""An import may be killed anywhere, and only one runs at a time."""

import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.core.management.base import CommandError
from django.db import connection

from cms.approval.batches.course import review_batch
from cms.approval.batches.inspection import inspect
from cms.approval.batches.sampling import open_sample
from cms.approval.models import Batch, BatchItem
from cms.content.models import OfficialDocumentPage
from cms.importing import run
from cms.importing.lock import KEY
from tests.importing.helpers import import_rows, outcomes, row, run_import, sign_off, write_rows
from tests.services.paths import ROOT

KILLED_IN_ITS_SECOND_GROUP = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from cms.importing import run
run.GROUP = 3
write = run.ImportRun._write
def die(*args):
    os.kill(os.getpid(), signal.SIGKILL)
def second(self, rows, progress):
    if self.tally.rows:
        run.insert = die
    write(self, rows, progress)
run.ImportRun._write = second
call_command("import_documents", sys.argv[1])
"""
HOLDER = """
import sys
from fasteners import InterProcessLock
lock = InterProcessLock(sys.argv[1])
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def environment():
    """That of a process that uses the test's database."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test", "PYTHONPATH": str(ROOT)}


@pytest.mark.django_db(transaction=True)
def test_import__goes_on_where_it_was_killed(world, tmp_path, monkeypatch):
    source = write_rows(tmp_path / "rows.jsonl", *(row(site_hint=["jiaoyu"]) for _number in range(8)))
    done = subprocess.run(
        [sys.executable, "-c", KILLED_IN_ITS_SECOND_GROUP, source],
        env=environment(),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    batch = Batch.objects.get(source__startswith="rows.jsonl")
    assert (batch.status, outcomes(batch)) == (Batch.Status.FILLING, ["draft"] * 3)
    assert OfficialDocumentPage.objects.count() == 3
    monkeypatch.setattr(run, "GROUP", 3)
    assert run_import(source) == batch
    batch.refresh_from_db()
    assert outcomes(batch) == ["draft"] * 8
    assert list(batch.items.exclude(source_line="").order_by("pk").values_list("source_line", flat=True)) == [
        str(line) for line in range(1, 9)
    ]
    assert OfficialDocumentPage.objects.count() == 8
    assert batch.items.filter(source_line="").count() == 1
    sign_off(batch, world)
    assert outcomes(batch) == ["published"] * 8


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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's size can be bounded")
@pytest.mark.django_db(transaction=True)
def test_import__stops_whole_when_the_disk_is_full(world, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "GROUP", 2)
    rows = [row(body="<p>" + f"第{number}段很长的正文。" * 20_000 + "</p>") for number in range(6)]
    source = write_rows(tmp_path / "rows.jsonl", *rows)
    write = run.ImportRun._write

    def on_a_small_disk(self, *args):
        write(self, *args)
        pragma(f"max_page_count = {pragma('page_count') + 20}")

    with monkeypatch.context() as patch:
        patch.setattr(run.ImportRun, "_write", on_a_small_disk)
        with pytest.raises(CommandError, match="disk is full"):
            run_import(source)
    pragma("max_page_count = 1073741823")
    done = BatchItem.objects.exclude(source_line="").count()
    assert 0 < done < 6
    assert done % 2 == 0
    assert OfficialDocumentPage.objects.count() == done
    assert outcomes(run_import(source)) == ["draft"] * 6


def test_import__says_so_when_the_disk_is_full_for_files(world, tmp_path, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run, "write_drafts", full)
    with pytest.raises(CommandError, match="disk is full"):
        import_rows(tmp_path, row())
    assert not BatchItem.objects.exclude(source_line="").exists()


def pragma(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {statement}")
        return cursor.fetchone()[0]
