"""Whose accounts somebody sees and keeps; any other account does not exist."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.access.signin import fresh as fresh_answers
from cms.organisation.models import User
from cms.organisation.roles import Role
from tests.access.people.conftest import bulk, edit, fresh
from tests.factories import make_department, make_user, role_group

pytestmark = pytest.mark.django_db
INDEX = "wagtailusers_users:index"
OF_ONE = (
    "wagtailusers_users:edit",
    "wagtailusers_users:delete",
    "wagtailusers_users:history",
    "people_password",
    "people_leaving",
)


def listed(client, user, **query):
    client.force_login(user)
    return {account.username for account in client.get(reverse(INDEX), query).context["users"]}


def test_list__holds_the_own_departments_accounts_when_one_is_its_administrator(client, own, foreign, office):
    assert listed(client, own.admin) == {"jiaoyu-admin", "jiaoyu-writer", "jiaoyu-reader"}


def test_list__holds_the_portals_accounts_without_the_provinces_when_one_is_its_administrator(client, own, office):
    portal = make_user("menhu", None, Role.ADMINISTRATOR)
    make_user("bianji", None, Role.PORTAL_EDITOR)
    assert listed(client, portal) == {"menhu", "bianji"}


def test_list__holds_all_but_the_watching_roles_when_one_is_of_the_office(client, own, foreign, office, security):
    found = listed(client, office)
    assert {"jiaoyu-admin", "caizheng-writer"} <= found
    assert "anquan" not in found


def test_list__holds_everybody_when_one_is_the_security_administrator(client, own, foreign, office, security):
    assert listed(client, security) == set(User.objects.values_list("username", flat=True))


@pytest.mark.parametrize("query", [{"q": "caizheng"}, {"department": "{foreign}"}, {"role": "webmaster"}])
def test_list__names_nobody_foreign_when_narrowed(client, own, foreign, query):
    query = {name: value.format(foreign=foreign.department.pk) for name, value in query.items()}
    client.force_login(own.admin)
    text = client.get(reverse(INDEX), query).content.decode()
    assert "caizheng-" not in text
    assert foreign.department.short_name not in text


def test_filter__finds_people_by_role_and_by_long_absence(client, own, office):
    User.objects.filter(pk=own.reader.pk).update(date_joined="2020-01-01T00:00:00Z")
    assert listed(client, own.admin, role="webmaster") == {"jiaoyu-writer"}
    assert listed(client, own.admin, unused="true") == {"jiaoyu-reader"}


@pytest.mark.parametrize("name", ["webmaster", "reviewer", "portal_editor", "system_administrator", "auditor"])
def test_screens__not_there_when_the_role_keeps_no_accounts(client, own, name):
    role = Role(name)
    department = own.department if role in (Role.WEBMASTER, Role.REVIEWER) else None
    client.force_login(make_user("other", department, role))
    for address in (reverse(INDEX), reverse("wagtailusers_users:add")):
        assert client.get(address).status_code in (302, 404)
    for view in ("people_import", "people_export"):
        assert client.get(reverse(view)).status_code == 404
    for view in OF_ONE:
        assert client.get(reverse(view, args=[own.reader.pk])).status_code in (302, 404)


@pytest.mark.parametrize("view", OF_ONE)
def test_account__is_the_same_404_whether_it_is_foreign_or_does_not_exist(admin, foreign, view):
    for method in (admin.get, admin.post):
        answers = [method(reverse(view, args=[number])) for number in (foreign.writer.pk, 999999)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content
    assert fresh(foreign.writer).is_active


@pytest.mark.parametrize("view", ["wagtailusers_users:edit", "people_password", "people_leaving"])
def test_account__kept_by_nobody_of_the_department_when_it_holds_more_than_the_administrator_gives(admin, own, view):
    second = make_user("second", own.department, Role.ADMINISTRATOR)
    assert admin.get(reverse(view, args=[second.pk])).status_code == 404


def test_own_account__leads_to_the_own_page_with_a_message(admin, own):
    response = admin.get(reverse("wagtailusers_users:edit", args=[own.admin.pk]))
    assert response.url == reverse("wagtailadmin_account")
    for view in ("people_password", "people_leaving", "wagtailusers_users:delete"):
        assert admin.post(reverse(view, args=[own.admin.pk])).status_code == 404
    assert User.objects.filter(pk=own.admin.pk, is_active=True).exists()


def test_own_account__not_kept_under_another_name_of_the_same_person(admin, own):
    second = make_user("second", own.department, Role.WEBMASTER, person=own.admin.person)
    assert edit(admin, second, username="renamed").status_code == 404
    assert fresh(second).username == "second"


def test_edit__changes_the_own_departments_account(admin, own):
    response = edit(admin, own.writer, last_name="王", roles=["webmaster", "reviewer"])
    assert response.status_code == 302
    account = fresh(own.writer)
    assert account.last_name == "王"
    assert set(account.groups.values_list("role_group__role", flat=True)) == {"webmaster", "reviewer"}


def test_screens__all_open_for_who_keeps_the_account(client, own, office, security):
    for user in (own.admin, office, security):
        client.force_login(user)
        for view in OF_ONE:
            assert client.get(reverse(view, args=[own.reader.pk])).status_code == 200, (user, view)
        for view in (INDEX, "wagtailusers_users:add", "people_import", "people_export"):
            assert client.get(reverse(view)).status_code == 200, (user, view)


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_bulk_confirmation__opens_for_the_own_accounts(admin, own, action):
    address = reverse("wagtail_bulk_action", args=["organisation", "user", action])
    response = admin.get(f"{address}?id={own.reader.pk}&id={own.writer.pk}")
    assert response.status_code == 200
    assert "jiaoyu-reader" in response.content.decode()


def test_bulk_all__means_the_own_accounts(admin, own, foreign):
    assert bulk(admin, "set_active_state", ["all"], mark_as_active="False").status_code == 302
    assert not fresh(own.writer).is_active
    assert fresh(own.admin).is_active
    assert fresh(foreign.writer).is_active


def test_groups__not_there_for_an_administrator(client, own, office, security):
    group = role_group(Role.WEBMASTER, own.department)
    for user in (own.admin, office, security):
        client.force_login(user)
        for address in (
            reverse("wagtailusers_groups:index"),
            reverse("wagtailusers_groups:add"),
            reverse("wagtailusers_groups:edit", args=[group.pk]),
        ):
            assert client.get(address).status_code in (302, 404)


def test_list__statements_depend_neither_on_accounts_nor_on_departments(client, own, office):
    counts = []
    for user in (own.admin, office):
        client.force_login(user)
        client.get(reverse(INDEX))
        for _round in range(2):
            with CaptureQueriesContext(connection) as found:
                client.get(reverse(INDEX))
            counts.append(len(found))
            for number in range(27):
                department = own.department if number % 2 else make_department(f"d{len(counts)}-{number}")
                make_user(f"u{len(counts)}-{number}", department, Role.WEBMASTER)
    assert counts[0] == counts[1]
    assert counts[2] == counts[3]


def test_change__asks_once_more_who_is_there(admin, own, monkeypatch):
    monkeypatch.setattr(fresh_answers, "needs_fresh_authentication", lambda request: True)
    answers = [
        admin.post(reverse("wagtailusers_users:add")),
        edit(admin, own.writer, last_name="王"),
        admin.post(reverse("wagtailusers_users:delete", args=[own.writer.pk])),
        admin.post(reverse("people_password", args=[own.writer.pk]), {"way": "link"}),
        admin.post(reverse("people_leaving", args=[own.writer.pk]), {"reason": "调离", "confirmed": "1"}),
        *(bulk(admin, action, [own.writer]) for action in ("assign_role", "delete", "set_active_state")),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert all(fresh_answers.ANSWER in answer.content.decode() for answer in answers)
    assert fresh(own.writer).last_name == ""
