"""Somebody leaves: the account closes and what was in hand goes to a colleague, in one step, or nothing happens."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import ModelLogEntry, Page

from cms.access.audit.events import Event
from cms.access.audit.models import AuditEntry
from cms.access.signin.models import UserSession
from cms.approval.models import Delegation, Forwarding, Submission
from cms.approval.queue.forwarding import forwarded_to
from cms.jobs.models import Mail
from cms.organisation.models import User
from cms.organisation.roles import Role
from tests.access.people.conftest import bulk, edit, fresh, said
from tests.approval.helpers import submit
from tests.factories import make_article, make_column, make_department, make_site, make_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def site(own):
    site = make_site(own.department)
    site.column = make_column(site, "GZDT")
    return site


@pytest.fixture
def draft(site, own):
    page = make_article(site.column, "开学通知", live=False)
    Page.objects.filter(pk=page.pk).update(owner=own.writer)
    return page


def colleague(own, *roles):
    return make_user("colleague", own.department, *roles, email="colleague@jiaoyu.example.cn")


def leaving(client, account, **given):
    facts = {"reason": "调离", "confirmed": "1", **given}
    return client.post(reverse("people_leaving", args=[account.pk]), facts)


def test_leaving__closes_the_account_and_hands_over_in_one_step(admin, own, draft):
    person, successor = Client(), colleague(own, Role.WEBMASTER)
    person.force_login(own.writer)
    response = leaving(admin, own.writer, successor=successor.pk)
    assert response.status_code == 302
    account = fresh(own.writer)
    assert not account.is_active
    assert not account.groups.exists()
    assert not UserSession.objects.filter(user=account).exists()
    assert person.get(reverse("wagtailadmin_home")).status_code == 302
    assert Page.objects.get(pk=draft.pk).owner == successor
    assert account.person.left_on == timezone.localdate()


def test_leaving__shows_first_what_would_happen(admin, own, draft):
    successor = colleague(own, Role.WEBMASTER)
    text = leaving(admin, own.writer, successor=successor.pk, confirmed="").content.decode()
    assert gettext("Pages and drafts") in text
    assert gettext("This is what will happen") in text
    assert fresh(own.writer).is_active


def test_preview__leaves_accounts_sessions_mails_and_audit_as_they_are(admin, own, draft):
    successor = colleague(own, Role.WEBMASTER)
    Client().force_login(own.writer)
    before = AuditEntry.objects.count()
    admin.post(reverse("people_leaving", args=[own.writer.pk]), {"successor": successor.pk, "reason": "调离"})
    assert fresh(own.writer).is_active
    assert fresh(own.writer).groups.exists()
    assert Page.objects.get(pk=draft.pk).owner == own.writer
    assert UserSession.objects.filter(user=own.writer).exists()
    assert AuditEntry.objects.count() == before
    assert not Mail.objects.exists()


def test_leaving__drafts_stay_and_are_named_when_the_successor_does_not_write(admin, own, draft):
    response = leaving(admin, own.writer, successor=own.reader.pk)
    assert Page.objects.get(pk=draft.pk).owner == own.writer
    assert str(own.reader) in said(response)
    assert not fresh(own.writer).is_active


def test_leaving__the_successor_gets_the_roles_when_that_is_chosen(admin, own, draft):
    successor = colleague(own)
    leaving(admin, own.writer, successor=successor.pk, roles="on")
    assert successor.groups.filter(role_group__role=Role.WEBMASTER).exists()
    assert Page.objects.get(pk=draft.pk).owner == successor


def test_leaving__hands_over_a_submission_unless_the_successor_decided(admin, own, site):
    page = submit(make_article(site.column, "待审稿", live=False), own.writer)
    leaving(admin, own.writer, successor=colleague(own, Role.WEBMASTER).pk)
    assert (
        Submission.objects.get(workflow_state=page.current_workflow_state).kept_by
        == User.objects.get(username="colleague").person
    )


def test_leaving__a_text_on_the_desk_goes_to_who_may_decide_about_it(admin, own, site):
    page = submit(make_article(site.column, "转来的稿", live=False), own.writer)
    first = make_user("first", own.department, Role.REVIEWER)
    state = page.current_workflow_state.current_task_state
    Forwarding.objects.create(task_state=state, by=first, to=own.reader)
    successor = colleague(own, Role.REVIEWER)
    leaving(admin, own.reader, successor=successor.pk)
    assert list(forwarded_to(successor)) == [state]


def test_leaving__a_text_on_the_desk_goes_back_when_the_successor_may_not_decide(admin, own, site):
    page = submit(make_article(site.column, "转来的稿", live=False), own.writer)
    first = make_user("first", own.department, Role.REVIEWER)
    state = page.current_workflow_state.current_task_state
    Forwarding.objects.create(task_state=state, by=first, to=own.reader)
    response = leaving(admin, own.reader, successor=own.writer.pk)
    assert list(forwarded_to(first)) == [state]
    assert "转来的稿" in said(response)


def test_leaving__deputies_and_those_they_stood_in_for_hear_of_it(admin, own):
    today = timezone.localdate()
    successor = colleague(own, Role.REVIEWER)
    facts = {"first_day": today, "last_day": today + 5 * DAY, "reason": "培训"}
    Delegation.objects.create(absent=own.writer, deputy=own.reader, **facts)
    Delegation.objects.create(absent=own.admin, deputy=own.writer, **facts)
    leaving(admin, own.writer, successor=successor.pk)
    mails = {mail.to[0]: mail for mail in Mail.objects.all()}
    assert set(mails) == {own.reader.email, own.admin.email, successor.email}
    assert str(successor) in mails[own.admin.email].body
    assert "调离" in mails[successor.email].body
    standing = Delegation.objects.get(ended_at=None)
    assert (standing.absent, standing.deputy) == (own.admin, successor)


def test_leaving__is_recorded_in_audit_and_history(admin, own, draft):
    leaving(admin, own.writer, successor=colleague(own, Role.WEBMASTER).pk)
    closed = AuditEntry.objects.get(event=Event.ACCOUNT_CLOSED)
    assert (closed.account, closed.department_id) == (own.admin.username, own.department.pk)
    assert AuditEntry.objects.filter(event=Event.ROLE_TAKEN, target_label=str(own.writer)).exists()
    entry = ModelLogEntry.objects.get(action="people.left")
    assert entry.data["reason"] == "调离"
    text = admin.get(reverse("wagtailusers_users:history", args=[own.writer.pk])).content.decode()
    assert "调离" in text


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("successor", {"successor": "foreign"}),
        ("successor", {"successor": "closed"}),
        ("successor", {"successor": "same person"}),
        ("successor", {"successor": "999999"}),
        ("destination", {"destination": "foreign department"}),
        ("destination", {"destination": "portal"}),
        ("reason", {"reason": " "}),
        ("reason", {"reason": "长" * 201}),
    ],
)
def test_leaving__refused_beside_the_field_and_nothing_is_lost(admin, own, foreign, draft, field, given):
    values = {
        "foreign": foreign.writer.pk,
        "closed": make_user("closed", own.department, Role.WEBMASTER, is_active=False).pk,
        "same person": make_user("second", own.department, Role.WEBMASTER, person=own.writer.person).pk,
        "foreign department": foreign.department.pk,
    }
    Client().force_login(own.writer)
    response = leaving(admin, own.writer, **{name: values.get(value, value) for name, value in given.items()})
    assert set(response.context["form"].errors) == {field}
    account = fresh(own.writer)
    assert account.is_active
    assert account.groups.exists()
    assert UserSession.objects.filter(user=account).exists()
    assert Page.objects.get(pk=draft.pk).owner == own.writer


def test_leaving__nobody_foreign_is_offered_as_successor(admin, own, foreign):
    form = admin.get(reverse("people_leaving", args=[own.writer.pk])).context["form"]
    assert set(form.fields["successor"].queryset) == {own.admin, own.reader}
    assert [value for value, _label in form.fields["destination"].choices] == [""]


def test_moving__takes_the_roles_and_leaves_the_work_when_the_office_moves_an_account(
    client, own, foreign, office, draft
):
    client.force_login(office)
    successor = colleague(own, Role.WEBMASTER)
    leaving(client, own.writer, successor=successor.pk, destination=foreign.department.pk)
    account = fresh(own.writer)
    assert account.is_active
    assert account.department == foreign.department
    assert not account.groups.exists()
    assert Page.objects.get(pk=draft.pk).owner == successor


def test_moving__work_of_another_department_is_not_handed_over(client, own, foreign, office, draft):
    User.objects.filter(pk=own.writer.pk).update(department=foreign.department)
    own.writer.groups.clear()
    client.force_login(office)
    leaving(client, own.writer, successor=foreign.writer.pk)
    assert Page.objects.get(pk=draft.pk).owner == own.writer


def test_edit__closes_nobody_when_the_tick_is_left_out(admin, own):
    edit(admin, own.writer, roles=["webmaster"], is_active="")
    assert fresh(own.writer).is_active


def test_edit__opens_a_closed_account_again(admin, own):
    leaving(admin, own.writer)
    edit(admin, own.writer, roles=["webmaster"])
    account = fresh(own.writer)
    assert account.is_active
    assert account.person.left_on is None
    assert account.groups.filter(role_group__role=Role.WEBMASTER).exists()


def test_bulk_close__closes_each_names_what_stays_and_opens_them_again(admin, own, draft):
    response = bulk(admin, "set_active_state", [own.writer, own.reader], mark_as_active="False")
    assert not fresh(own.writer).is_active
    assert not fresh(own.reader).groups.exists()
    assert str(own.writer) in said(response)
    bulk(admin, "set_active_state", [own.writer], mark_as_active="True")
    assert fresh(own.writer).is_active
    assert fresh(own.writer).person.left_on is None


@pytest.mark.parametrize("use", ["signed in", "owns a page", "acted"])
def test_delete__leads_to_closing_when_the_account_was_used(admin, own, site, use):
    if use == "signed in":
        User.objects.filter(pk=own.writer.pk).update(last_login=timezone.now())
    elif use == "owns a page":
        Page.objects.filter(pk=site.column.pk).update(owner=own.writer)
    else:
        submit(make_article(site.column, live=False), own.writer)
    address = reverse("wagtailusers_users:delete", args=[own.writer.pk])
    for method in (admin.get, admin.post):
        assert method(address).url == reverse("people_leaving", args=[own.writer.pk])
    response = bulk(admin, "delete", [own.writer, own.reader])
    assert str(own.writer) in said(response)
    assert User.objects.filter(pk__in=[own.writer.pk, own.reader.pk]).count() == 2


def test_delete__removes_accounts_that_were_never_used(admin, own):
    admin.post(reverse("wagtailusers_users:delete", args=[own.writer.pk]))
    bulk(admin, "delete", [own.reader])
    assert not User.objects.filter(pk__in=[own.writer.pk, own.reader.pk]).exists()


def test_delete__refused_when_the_department_is_anothers(admin, own):
    stranger = make_user("stranger", make_department("kj"))
    assert admin.post(reverse("wagtailusers_users:delete", args=[stranger.pk])).status_code == 404
    assert User.objects.filter(pk=stranger.pk).exists()


def test_leaving__says_so_when_it_is_the_last_administrator(client, own, office):
    client.force_login(office)
    address = reverse("people_leaving", args=[own.admin.pk])
    sentence = gettext("%(department)s has no administrator now. The supervising office names another one.")
    sentence %= {"department": own.department}
    assert sentence in client.post(address, {"reason": "调离"}).content.decode()
    make_user("second", own.department, Role.ADMINISTRATOR)
    assert sentence not in client.post(address, {"reason": "调离"}).content.decode()
