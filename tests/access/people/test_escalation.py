"""Nobody becomes more than was given, by whatever is sent; what is refused leaves everything as it was."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.urls import reverse

from cms.access.audit.acting import acting_as
from cms.access.people.giving import give_role, take_role
from cms.access.people.guarding import RoleRefused
from cms.organisation.models import Person, RoleGroup, User
from cms.organisation.roles import CONTENT_ROLES, Role
from tests.access.people.conftest import bulk, edit, fresh, said
from tests.factories import make_department, make_user, role_group

pytestmark = pytest.mark.django_db
ADD = "wagtailusers_users:add"


def roles_of(account):
    return set(RoleGroup.objects.filter(group__user=account).values_list("role", "department"))


def offered(response):
    return {value for value, _label in response.context["form"].fields["roles"].choices}


def test_add__offers_the_roles_and_the_department_that_one_gives(client, own, foreign, office, security):
    provincial = {Role.PORTAL_EDITOR, Role.ADMINISTRATOR}
    watching = {Role.SUPERVISOR, Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR}
    for user, roles, departments in (
        (own.admin, set(CONTENT_ROLES), {own.department}),
        (office, {*CONTENT_ROLES, *provincial}, {own.department, foreign.department}),
        (security, {Role.ADMINISTRATOR, *watching}, {own.department, foreign.department}),
    ):
        client.force_login(user)
        response = client.get(reverse(ADD))
        assert offered(response) == {role.value for role in roles}
        assert set(response.context["form"].fields["department"].queryset) == departments


@pytest.mark.parametrize("role", [role for role in Role if role not in CONTENT_ROLES])
def test_add__refused_beside_the_roles_when_an_administrator_sends_one_above(admin, own, send, role):
    response = admin.post(reverse(ADD), send(department=own.department.pk, roles=["webmaster", role.value]))
    assert set(response.context["form"].errors) == {"roles"}
    assert not User.objects.filter(username="zhang").exists()


@pytest.mark.parametrize("role", ["webmaster", "nonsense"])
def test_add__refused_when_the_security_administrator_sends_a_content_role_or_none(client, own, security, send, role):
    client.force_login(security)
    response = client.post(reverse(ADD), send(department=own.department.pk, roles=[role]))
    assert set(response.context["form"].errors) == {"roles"}


def test_add__refused_when_the_office_sends_a_role_of_the_province_with_a_department(client, own, office, send):
    role_group(Role.PORTAL_EDITOR)
    client.force_login(office)
    response = client.post(reverse(ADD), send(department=own.department.pk, roles=["portal_editor"]))
    assert set(response.context["form"].errors) == {"roles"}


@pytest.mark.parametrize("department", ["foreign", "", "999999", "x"])
def test_add__refused_beside_the_department_when_it_is_not_the_own(admin, own, foreign, send, department):
    value = foreign.department.pk if department == "foreign" else department
    response = admin.post(reverse(ADD), send(department=value, roles=["webmaster"]))
    assert set(response.context["form"].errors) == {"department"}
    assert not User.objects.filter(username="zhang").exists()


def test_add__says_the_same_of_a_foreign_department_as_of_none(admin, foreign, send):
    answers = [
        admin.post(reverse(ADD), send(department=number)).context["form"].errors["department"]
        for number in (foreign.department.pk, 999999)
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", ["jiaoyu-writer", "caizheng-writer", "CAIZHENG-writer", "anquan"])
def test_add__says_the_same_of_every_taken_name(admin, own, foreign, security, send, name):
    response = admin.post(reverse(ADD), send(username=name, department=own.department.pk))
    assert response.context["form"].errors["username"] == [
        admin.post(reverse(ADD), send(username="jiaoyu-reader")).context["form"].errors["username"][0]
    ]


def test_add__takes_nothing_that_the_form_does_not_hold(admin, own, foreign, send):
    planted = {
        "is_superuser": "on",
        "is_staff": "on",
        "groups": [role_group(Role.SUPERVISOR).pk, foreign.writer.groups.get().pk],
        "user_permissions": [Permission.objects.first().pk],
        "must_change_password": "",
        "last_login": "2020-01-01",
    }
    response = admin.post(reverse(ADD), send(department=own.department.pk, roles=["webmaster"], **planted))
    assert response.status_code == 302
    account = User.objects.get(username="zhang")
    assert (account.is_superuser, account.is_staff, account.last_login) == (False, False, None)
    assert roles_of(account) == {("webmaster", own.department.pk)}
    assert not account.user_permissions.exists()


def test_edit__takes_nothing_that_the_form_does_not_hold(admin, own, foreign):
    stranger = Group.objects.create(name="nested")
    edit(
        admin,
        own.writer,
        roles=["webmaster"],
        groups=[stranger.pk, role_group(Role.SUPERVISOR).pk, foreign.writer.groups.get().pk],
        is_superuser="on",
        is_staff="on",
        user_permissions=[Permission.objects.first().pk],
        department=foreign.department.pk,
        password1="Strong-enough-9",
        password2="Strong-enough-9",
    )
    account = fresh(own.writer)
    assert (account.is_superuser, account.is_staff, account.department) == (False, False, own.department)
    assert roles_of(account) == {("webmaster", own.department.pk)}
    assert not account.groups.filter(pk=stranger.pk).exists()
    assert account.password == own.writer.password


def test_edit__refused_when_an_administrator_makes_another_administrator(admin, own):
    response = edit(admin, own.writer, roles=["webmaster", "administrator"])
    assert set(response.context["form"].errors) == {"roles"}
    assert roles_of(own.writer) == {("webmaster", own.department.pk)}


def test_edit__keeps_a_role_that_others_give(client, own, office, security):
    editor = make_user("bianji", None, Role.PORTAL_EDITOR, email="b@example.cn")
    client.force_login(security)
    assert edit(client, editor, last_name="王").status_code == 302
    assert roles_of(editor) == {("portal_editor", None)}


def test_edit__changes_nobody_when_an_administrator_edits_the_own_account(admin, own):
    edit(admin, own.admin, roles=["webmaster", "administrator"], last_name="自封")
    assert roles_of(own.admin) == {("administrator", own.department.pk)}
    assert fresh(own.admin).last_name != "自封"


@pytest.mark.parametrize("who", ["office", "security"])
def test_edit__own_roles_stay_when_one_keeps_all_accounts(client, request, who):
    user = request.getfixturevalue(who)
    client.force_login(user)
    before = roles_of(user)
    edit(client, user, roles=[role.value for role in Role])
    assert roles_of(user) == before


def test_edit__takes_nobodys_person_when_an_administrator_says_whose_account_it_is(admin, own, foreign):
    edit(admin, own.writer, roles=["webmaster"], person=foreign.writer.person_id)
    assert fresh(own.writer).person_id == own.writer.person_id


@pytest.mark.parametrize("whose", ["own.admin", "foreign.writer", "nobody"])
def test_add__refused_when_the_person_is_oneself_or_not_within_reach(admin, own, foreign, send, whose):
    person = {
        "own.admin": own.admin.person_id,
        "foreign.writer": foreign.writer.person_id,
        "nobody": Person.objects.create(name="无名").pk,
    }[whose]
    response = admin.post(reverse(ADD), send(department=own.department.pk, person=person))
    assert set(response.context["form"].errors) == {"person"}


def test_add__refused_when_the_person_holds_a_role_that_excludes_it(client, office, send):
    auditor = make_user("shenji", None, Role.AUDITOR)
    role_group(Role.PORTAL_EDITOR)
    client.force_login(office)
    response = client.post(reverse(ADD), send(person=auditor.person_id, roles=["portal_editor"]))
    assert response.context["form"].errors
    assert not User.objects.filter(username="zhang").exists()


def test_add__refused_when_one_person_would_hold_two_of_three_administrators(client, security, send):
    for role in (Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR):
        role_group(role)
    client.force_login(security)
    response = client.post(reverse(ADD), send(roles=["auditor", "system_administrator"]))
    assert set(response.context["form"].errors) == {"roles"}


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_bulk__the_same_404_when_a_number_is_foreign_or_there_is_none(admin, own, foreign, action):
    facts = {"role": "reviewer", "mark_as_active": "False"}
    answers = [
        bulk(admin, action, [own.writer, number], **facts)
        for number in (foreign.writer.pk, 999999, 10**30, "9" * 5000, "x", -1, "1e3")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert fresh(own.writer).is_active
    assert fresh(foreign.writer).is_active
    assert roles_of(own.writer) == {("webmaster", own.department.pk)}


@pytest.mark.parametrize("role", ["administrator", "supervisor", "nonsense", ""])
def test_bulk_role__refused_when_one_does_not_give_it(admin, own, role):
    response = bulk(admin, "assign_role", [own.writer, own.reader], role=role)
    assert response.context["form"].errors["role"]
    assert roles_of(own.reader) == {("reviewer", own.department.pk)}


def test_bulk_role__given_to_those_who_are_kept_and_not_to_oneself(admin, own):
    bulk(admin, "assign_role", [own.writer, own.admin], role="signer")
    assert ("signer", own.department.pk) in roles_of(own.writer)
    assert roles_of(own.admin) == {("administrator", own.department.pk)}


def test_bulk_role__given_in_each_accounts_own_department_when_one_is_of_the_office(client, own, foreign, office):
    client.force_login(office)
    bulk(client, "assign_role", [own.writer, foreign.writer], role="signer")
    assert ("signer", own.department.pk) in roles_of(own.writer)
    assert ("signer", foreign.department.pk) in roles_of(foreign.writer)
    assert ("signer", foreign.department.pk) not in roles_of(own.writer)


def test_bulk_role__names_who_cannot_have_it(client, own, office):
    nobody = make_user("xin", make_department("new"))
    client.force_login(office)
    response = bulk(client, "assign_role", [own.writer, nobody], role="signer")
    assert "xin" in said(response)
    assert roles_of(nobody) == set()


@pytest.mark.parametrize("group", ["foreign", "without a role", "superior"])
def test_group__refused_by_the_models_whatever_the_path(own, foreign, group):
    found = {
        "foreign": foreign.writer.groups.get(),
        "without a role": Group.objects.create(name="nested"),
        "superior": role_group(Role.SUPERVISOR),
    }[group]
    with acting_as(own.admin):
        with pytest.raises(RoleRefused), transaction.atomic():
            own.writer.groups.add(found)
        with pytest.raises(RoleRefused), transaction.atomic():
            found.user_set.add(own.writer)
    assert roles_of(own.writer) == {("webmaster", own.department.pk)}


@pytest.mark.parametrize("facts", [{"is_superuser": True}, {"is_staff": True}, {"department": None}])
def test_account__refused_by_the_models_when_it_becomes_more(own, facts):
    account = fresh(own.writer)
    for name, value in facts.items():
        setattr(account, name, value)
    with acting_as(own.admin), pytest.raises(RoleRefused):
        account.save()


def test_role__neither_given_nor_taken_by_somebody_who_does_not_give_it(own, foreign):
    with pytest.raises(RoleRefused):
        give_role(foreign.writer, "reviewer", own.admin)
    with pytest.raises(RoleRefused):
        take_role(foreign.writer, "webmaster", own.admin)
    with pytest.raises(RoleRefused):
        give_role(own.admin, "webmaster", own.admin)
    take_role(own.writer, "webmaster", own.admin)
    assert roles_of(own.writer) == set()
