"""What was done to the audit past the triggers is found out."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.access.audit.events import Event
from cms.access.audit.models import AuditEntry
from cms.access.audit.recording import record
from cms.access.audit.sealing import seal
from cms.access.audit.verification import verify
from cms.anchoring.anchors import append_anchor
from cms.triggers.installing import remove
from tests.factories import make_department, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def anchors(settings, tmp_path):
    settings.PUBLICATION_ANCHOR_FILE = str(tmp_path / "anchors.jsonl")
    settings.PUBLICATION_LOG_KEY_FILE = str(tmp_path / "key")
    return tmp_path / "anchors.jsonl"


@pytest.fixture
def chain(anchors):
    """Five entries without the triggers, as for who may alter the schema."""
    for number in range(5):
        record(Event.EXPORTED, target_label=f"第{number}份")
    remove()


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_verify__consistent_when_nothing_was_done(chain):
    assert verify().status == "consistent, not anchored"
    append_anchor()
    assert verify().status == "consistent, anchored"


@pytest.mark.parametrize("column", ["event", "account", "name", "target_label", "facts", "address", "department"])
def test_verify__finds_a_changed_entry(chain, column):
    run(f"UPDATE audit_auditentry SET {column} = 'x' WHERE number = 3")
    assert any("3" in sentence for sentence in verify().findings)


def test_verify__finds_a_removed_entry(chain):
    run("DELETE FROM audit_auditentry WHERE number = 3")
    assert verify().status == "tampered"


def test_verify__finds_a_tail_that_was_cut_off_when_it_was_anchored(chain):
    append_anchor()
    run("DELETE FROM audit_auditentry WHERE number > 3")
    assert verify().status == "tampered"


def test_verify__finds_a_chain_that_was_written_anew_when_it_was_anchored(chain):
    append_anchor()
    run("DELETE FROM audit_auditentry")
    for number in range(5):
        record(Event.EXPORTED, target_label=f"另{number}份")
    assert verify().status == "tampered"


def test_seal__covers_the_history_of_pages_once(anchors):
    make_site(make_department("jiaoyu"))
    PageLogEntry.objects.update(timestamp=timezone.now() - timedelta(hours=2))
    assert seal() == PageLogEntry.objects.count()
    assert seal() == 0
    assert verify().findings == []


@pytest.mark.parametrize("change", ["update", "delete"])
def test_verify__finds_a_changed_history_when_it_was_sealed(anchors, change):
    make_site(make_department("jiaoyu"))
    PageLogEntry.objects.update(timestamp=timezone.now() - timedelta(hours=2))
    seal()
    first = PageLogEntry.objects.order_by("pk").first()
    if change == "update":
        PageLogEntry.objects.filter(pk=first.pk).update(action="wagtail.lock")
    else:
        PageLogEntry.objects.filter(pk=first.pk).delete()
    (sentence,) = verify().findings
    assert "pages" in sentence


def test_verify_audit__ends_with_an_error_when_something_was_done(chain, capsys):
    run("UPDATE audit_auditentry SET account = 'x' WHERE number = 2")
    with pytest.raises(CommandError):
        call_command("verify_audit", "--json")
    assert json.loads(capsys.readouterr().out)["status"] == "tampered"
    assert AuditEntry.objects.filter(account="x").exists()
