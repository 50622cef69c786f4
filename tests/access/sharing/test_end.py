"""The end of a grant: the day after it nothing is left, and so with its object and its holder."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from cms.access.audit.events import Event
from cms.access.people.leaving import Leaving, leave
from cms.access.sharing import granting
from cms.access.sharing.actions import Action
from cms.access.sharing.addresses import rights_url
from cms.access.sharing.jobs import end_grants
from cms.access.sharing.models import GrantEvent
from cms.content.models import ContactCard
from cms.jobs.models import Mail
from cms.organisation.models import Department
from cms.organisation.roles import Role
from tests.access.sharing.helpers import audited, facts, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def days_pass(own):
    """So many days later: the last day of every grant lies so much nearer."""

    def _pass(days):
        for row in (*rows(own.draft), *rows(own.card)):
            if row.until is not None:
                type(row).objects.filter(pk=row.pk).update(until=row.until - timedelta(days=days))

    return _pass


def kinds(instance):
    """What happened to the grants on the object, the newest first."""
    return [each.kind for each in GrantEvent.objects.about(instance)]


@pytest.mark.parametrize("action", [Action.VIEW, Action.USE, Action.CHANGE])
def test_grant__holds_on_its_last_day_and_not_after_it(screens, own, other, tomorrow, days_pass, action):
    for sent in ({"account": other.webmaster.username}, {"department": other.department.pk}):
        screens.granted(own.administrator, own.draft, action, until=tomorrow.isoformat(), **sent)
    days_pass(1)
    assert action in screens.can(other.webmaster, own.draft)
    days_pass(1)
    assert screens.can(other.webmaster, own.draft) == set()
    assert own.draft.name not in screens.all_grants(other.administrator).content.decode()
    shown = screens.rights(own.administrator, own.draft).context["standings"]
    assert not any(standing.granter for standing in shown)


def test_job__removes_what_is_over_and_tells_who_granted_it(screens, own, other, tomorrow, days_pass):
    type(own.administrator).objects.filter(pk=own.administrator.pk).update(email="a@example.org")
    screens.granted(own.administrator, own.draft, account=other.webmaster.username, until=tomorrow.isoformat())
    screens.granted(own.administrator, own.card, account=other.webmaster.username)
    days_pass(1)
    end_grants()
    assert kinds(own.draft) == ["granted"]
    days_pass(1)
    end_grants()
    end_grants()
    assert rows(own.draft) == []
    assert len(rows(own.card)) == 1
    assert kinds(own.draft) == ["ended", "granted"]
    assert facts(audited(Event.REVOKED)[0])["how"] == "ended"
    mail = Mail.objects.get()
    assert mail.to == ["a@example.org"]
    assert own.draft.name in mail.subject
    assert other.webmaster.username in mail.body
    assert rights_url(own.draft) in mail.body


def test_job__goes_on_when_one_end_cannot_be_recorded(screens, own, other, tomorrow, days_pass, monkeypatch):
    screens.granted(own.administrator, own.draft, account=other.webmaster.username, until=tomorrow.isoformat())
    screens.granted(own.administrator, own.card, account=other.webmaster.username, until=tomorrow.isoformat())
    days_pass(2)
    write = granting.note

    def failing(kind, row, *args, **kwargs):
        if row.content_object == own.draft:
            raise DatabaseError
        write(kind, row, *args, **kwargs)

    monkeypatch.setattr(granting, "note", failing)
    assert granting.end_due() == 1
    assert (len(rows(own.draft)), rows(own.card)) == (1, [])


def test_grant__is_new_when_the_old_one_is_over_and_was_not_removed_yet(screens, own, other, tomorrow, days_pass):
    screens.granted(own.administrator, own.draft, account=other.webmaster.username, until=tomorrow.isoformat())
    days_pass(2)
    screens.granted(own.administrator, own.draft, account=other.webmaster.username)
    assert kinds(own.draft) == ["granted", "ended", "granted"]
    assert [row.until for row in rows(own.draft)] == [None]


def test_deletion__ends_the_grants_with_a_note(screens, own, other):
    for sent in ({"account": other.webmaster.username}, {"department": other.department.pk}):
        screens.granted(own.administrator, own.draft, **sent)
    number = own.draft.pk
    assert screens.status(own.webmaster, "delete", own.draft, {}) == 302
    assert not ContactCard.objects.filter(pk=number).exists()
    events = GrantEvent.objects.filter(model="content.contactcard", object_id=number, kind=GrantEvent.Kind.GONE)
    assert {each.object_label for each in events} == {own.draft.name}
    assert [facts(entry)["how"] for entry in audited(Event.REVOKED)] == ["gone", "gone"]


def test_closed_account__loses_what_it_was_granted(screens, own, other):
    screens.granted(own.administrator, own.draft, Action.CHANGE, account=other.webmaster.username)
    user = type(other.webmaster).objects.get(pk=other.webmaster.pk)
    user.is_active = False
    user.save()
    assert rows(own.draft) == []
    assert kinds(own.draft) == ["gone", "granted"]
    user.is_active = True
    user.save()
    assert screens.can(user, own.draft) == set()


def test_closed_account__has_nothing_when_it_was_closed_by_a_statement(screens, own, other):
    screens.granted(own.administrator, own.draft, Action.CHANGE, account=other.webmaster.username)
    type(other.webmaster).objects.filter(pk=other.webmaster.pk).update(is_active=False)
    shown = screens.rights(own.administrator, own.draft).context["standings"]
    assert not any(standing.granter for standing in shown)
    end_grants()
    assert kinds(own.draft) == ["gone", "granted"]


@pytest.mark.parametrize("status", [Department.Status.CLOSED, Department.Status.MERGED])
def test_closed_department__loses_what_it_was_granted(screens, own, other, status):
    for sent in (
        {"account": other.webmaster.username},
        {"department": other.department.pk},
        {"department": other.department.pk, "role": Role.WEBMASTER},
    ):
        screens.granted(own.administrator, own.draft, Action.CHANGE, **sent)
    other.department.status = status
    other.department.save()
    assert rows(own.draft) == []
    assert screens.can(other.webmaster, own.draft) == set()
    other.department.status = Department.Status.HOSTED
    other.department.save()
    assert screens.can(other.webmaster, own.draft) == set()


def test_closed_department__has_nothing_when_it_was_closed_by_a_statement(screens, own, other):
    for sent in ({"account": other.webmaster.username}, {"department": other.department.pk}):
        screens.granted(own.administrator, own.draft, Action.CHANGE, **sent)
    Department.objects.filter(pk=other.department.pk).update(status=Department.Status.CLOSED)
    assert screens.can(other.webmaster, own.draft) == set()
    end_grants()
    assert rows(own.draft) == []


def test_leaver__takes_nothing_along_and_is_told_so(screens, own, other, third, office):
    screens.granted(own.administrator, own.draft, Action.CHANGE, account=other.reviewer.username)
    account = type(other.reviewer).objects.get(pk=other.reviewer.pk)
    done = leave(Leaving(account=account, by=office, reason="调动", destination=third.department))
    assert any(own.draft.name in sentence for handed in done.handed for sentence in handed.stays)
    moved = type(account).objects.get(pk=account.pk)
    assert moved.department == third.department
    assert rows(own.draft) == []
    assert GrantEvent.objects.about(own.draft).first().by_id == office.pk
