"""What the audit hears of by itself, and in whose name."""

import pytest
from django.contrib.auth import authenticate
from django.urls import reverse

from cms.access.audit.events import Event
from cms.access.audit.models import AuditEntry
from cms.access.audit.recording import record
from cms.organisation.roles import Role
from tests.factories import PASSWORD, make_department, make_user, role_group

pytestmark = pytest.mark.django_db


def entries(*events):
    return AuditEntry.objects.filter(event__in=events).order_by("number")


def test_record__binds_each_entry_to_the_one_before():
    record(Event.EXPORTED, make_user("zhang"))
    record(Event.EXPORTED, make_user("li"))
    rows = list(AuditEntry.objects.order_by("number"))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert all(after.previous_hash == before.hash for before, after in zip(rows, rows[1:], strict=False))


def test_record__refuses_an_event_that_there_is_not():
    with pytest.raises(ValueError, match="invented"):
        record("invented")


def test_sign_in__recorded_with_the_account_and_its_department(client):
    user = make_user("zhang", make_department("jiaoyu"), Role.WEBMASTER)
    client.force_login(user)
    client.logout()
    signed_in, signed_out = entries(Event.SIGNED_IN, Event.SIGNED_OUT)
    assert (signed_in.account, signed_in.department_id) == ("zhang", user.department_id)
    assert signed_out.event == Event.SIGNED_OUT


def test_failed_sign_in__recorded_with_the_name_that_was_typed_and_no_password(rf):
    assert authenticate(rf.post("/"), username="nobody", password="guessed-1") is None
    (entry,) = entries(Event.SIGN_IN_FAILED)
    assert (entry.target_label, entry.address) == ("nobody", "127.0.0.1")
    assert "guessed-1" not in entry.facts


@pytest.mark.parametrize("from_the_group", [False, True])
def test_role__recorded_when_given_and_taken_by_whichever_side(from_the_group):
    department = make_department("jiaoyu")
    user, group = make_user("zhang", department), role_group(Role.SIGNER, department)
    for change in ("add", "remove"):
        getattr(group.user_set if from_the_group else user.groups, change)(user if from_the_group else group)
    given, taken = entries(Event.ROLE_GIVEN, Event.ROLE_TAKEN)
    assert (given.event, taken.event) == (Event.ROLE_GIVEN, Event.ROLE_TAKEN)
    assert given.department_id == department.pk
    assert dict(given.fact_list) == {"account": "zhang", "role": "signer"}


def test_role__recorded_as_taken_when_all_groups_are_cleared():
    user = make_user("zhang", make_department("jiaoyu"), Role.SIGNER, Role.REVIEWER)
    user.groups.clear()
    assert {dict(entry.fact_list)["role"] for entry in entries(Event.ROLE_TAKEN)} == {"signer", "reviewer"}


def test_account__closing_recorded_in_the_name_of_who_did_it(client):
    client.force_login(make_user("office", None, Role.SUPERVISOR))
    user = make_user("zhang", make_department("jiaoyu"), Role.WEBMASTER, last_name="张", first_name="示例")
    client.post(reverse("people_leaving", args=[user.pk]), {"reason": "调离", "confirmed": "1"})
    (entry,) = entries(Event.ACCOUNT_CLOSED)
    assert (entry.account, entry.target_label, entry.department_id) == ("office", "张示例", user.department_id)


def test_account__no_secret_recorded_when_the_password_changes():
    user = make_user("zhang")
    user.set_password("another-Secret-7")
    user.save()
    text = "".join(AuditEntry.objects.values_list("facts", flat=True))
    assert user.password not in text
    assert PASSWORD not in text


def test_record__says_before_and_after_when_the_organisation_changes():
    department = make_department("jiaoyu")
    department.phone = "020-12345"
    department.save()
    entry = entries(Event.RECORD_CHANGED).last()
    assert "020-12345" in entry.facts
