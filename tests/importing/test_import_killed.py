"""An import may be killed anywhere; a process of its own reads and writes what was committed."""

import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.core.management.base import CommandError
from django.db import connection

from cms.approval.models import Batch, BatchItem
from cms.content.models import OfficialDocumentPage
from cms.importing import run
from tests.importing.conftest import make_world
from tests.importing.helpers import outcomes, row, run_import, sign_off, write_rows
from tests.services.paths import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

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


@pytest.fixture
def world(transactional_db, english):
    """The province of the imports; nothing of it is rolled back."""
    return make_world()


def environment():
    """That of a process that uses the test's database."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test", "PYTHONPATH": str(ROOT)}


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


def pragma(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {statement}")
        return cursor.fetchone()[0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's size can be bounded")
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
