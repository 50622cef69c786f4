"""The triggers are there, are found missing when they are not, and are back after every migration."""

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from cms.triggers.installing import DIALECTS, differences, install, lifted, remove
from cms.triggers.registry import Trigger, all_triggers

pytestmark = pytest.mark.django_db

PAGE_UPDATE = "lingnan_gate_wagtailcore_page_update"


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def drop(name):
    dialect = DIALECTS[connection.vendor]
    with connection.cursor() as cursor:
        found = dialect.installed(cursor)[name]
    run(*dialect.removal(name, found))


def test_triggers__stand_in_a_fresh_database():
    assert differences() == ([], [])
    assert len(all_triggers()) > 70
    call_command("check", databases=["default"])


def test_check__fails_when_a_trigger_is_missing():
    drop(PAGE_UPDATE)
    with pytest.raises(SystemCheckError, match=PAGE_UPDATE):
        call_command("check", databases=["default"])
    install()
    call_command("check", databases=["default"])


def test_check__fails_when_a_trigger_was_weakened():
    drop(PAGE_UPDATE)
    weak = Trigger(
        name="gate_wagtailcore_page_update", table="wagtailcore_page", event="UPDATE", message="x", when="1=0"
    )
    run(*DIALECTS[connection.vendor].creation(weak))
    assert differences() == ([], [PAGE_UPDATE])
    with pytest.raises(SystemCheckError, match="approval.E011"):
        call_command("check", databases=["default"])
    install()
    assert differences() == ([], [])


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL switches triggers off")
def test_check__fails_when_a_trigger_is_switched_off():
    run(f"ALTER TABLE wagtailcore_page DISABLE TRIGGER {PAGE_UPDATE}")
    assert differences() == ([], [PAGE_UPDATE])


def test_install__removes_what_is_no_longer_registered():
    gone = Trigger(name="gate_gone", table="wagtailcore_page", event="DELETE", message="gone")
    run(*DIALECTS[connection.vendor].creation(gone))
    install()
    with connection.cursor() as cursor:
        assert "lingnan_gate_gone" not in DIALECTS[connection.vendor].installed(cursor)


def test_check__says_nothing_of_a_database_that_was_never_migrated(monkeypatch):
    monkeypatch.setattr(DIALECTS[connection.vendor], "columns", lambda cursor: {})
    assert differences() == ([], [])


def test_trigger__refused_when_its_name_is_too_long():
    with pytest.raises(ValueError, match="too long"):
        Trigger(name="x" * 60, table="t", event="INSERT", message="m")


def test_lifted__is_over_when_something_went_wrong_within():
    with pytest.raises(CommandError), lifted():
        raise CommandError
    assert differences() == ([], [])


def test_migrate__puts_back_what_was_removed_and_is_not_refused_for_it():
    remove()
    call_command("migrate", verbosity=0)
    assert differences() == ([], [])
