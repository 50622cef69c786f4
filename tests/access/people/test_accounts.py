"""Accounts: department and roles are chosen, groups follow."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.organisation.models import User
from cms.organisation.roles import Role, user_has_role
from tests.factories import PASSWORD, make_department, make_user, role_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """A client signed in for the supervising office."""
    client.force_login(make_user("office", None, Role.SUPERVISOR))
    return client


def form(**facts):
    """What the account's form sends."""
    names = {"username": "zhang", "first_name": "示例", "last_name": "张", "email": "zhang@example.cn"}
    return {**names, "password1": "Strong-enough-9", "password2": "Strong-enough-9", "is_active": "on", **facts}


def test_add_account__gives_the_roles_in_the_department(office):
    department, other = make_department("jiaoyu"), make_department("renshe")
    for owner in (department, other):
        role_group(Role.WEBMASTER, owner)
    response = office.post(
        reverse("wagtailusers_users:add"), form(department=department.pk, roles=[Role.WEBMASTER.value])
    )
    assert response.status_code == 302
    user = User.objects.get(username="zhang")
    assert user.department == department
    assert user_has_role(user, Role.WEBMASTER, department=department)
    assert not user_has_role(user, Role.WEBMASTER, department=other)


def test_add_account__gives_the_portals_role_when_no_department_is_chosen(office):
    for role in (Role.REVIEWER, Role.PORTAL_EDITOR):
        role_group(role)
    office.post(reverse("wagtailusers_users:add"), form(roles=[Role.REVIEWER.value, Role.PORTAL_EDITOR.value]))
    user = User.objects.get(username="zhang")
    assert user_has_role(user, Role.REVIEWER)
    assert user_has_role(user, Role.PORTAL_EDITOR)


def test_add_account__says_so_beside_the_roles_when_the_department_has_no_site(office):
    department = make_department("jiaoyu")
    response = office.post(reverse("wagtailusers_users:add"), form(department=department.pk, roles=["webmaster"]))
    assert set(response.context["form"].errors) == {"roles"}
    assert not User.objects.filter(username="zhang").exists()


def test_edit_account__stays_in_its_department_and_keeps_groups_without_a_role(office):
    department, other = make_department("jiaoyu"), make_department("renshe")
    user = make_user("zhang", department, Role.WEBMASTER)
    for owner in (department, other):
        role_group(Role.REVIEWER, owner)
    user.groups.add(Group.objects.create(name="choir"))
    office.post(
        reverse("wagtailusers_users:edit", args=[user.pk]),
        form(department=other.pk, roles=[Role.WEBMASTER.value, Role.REVIEWER.value]),
    )
    user = User.objects.get(pk=user.pk)
    assert user.department == department
    assert user_has_role(user, Role.REVIEWER, department=department)
    assert not user_has_role(user, Role.REVIEWER, department=other)
    assert user.groups.filter(name="choir").exists()


def test_edit_account__shows_the_roles_that_it_holds(office):
    user = make_user("zhang", make_department("jiaoyu"), Role.SIGNER)
    response = office.get(reverse("wagtailusers_users:edit", args=[user.pk]))
    assert response.context["form"]["roles"].initial == [Role.SIGNER]


def test_edit_account__makes_no_administrator_when_the_office_sends_the_field(office):
    office.post(reverse("wagtailusers_users:add"), form(is_superuser="on"))
    assert not User.objects.get(username="zhang").is_superuser


def test_edit_account__denied_when_it_is_an_administrators(office):
    admin = User.objects.create_superuser("root", password=PASSWORD)
    address = reverse("wagtailusers_users:edit", args=[admin.pk])
    office.post(address, form(username="root"))
    admin.refresh_from_db()
    assert admin.check_password(PASSWORD)


def test_edit_account__denied_when_the_user_is_a_webmaster(client):
    department = make_department("jiaoyu")
    victim = make_user("victim", department)
    client.force_login(make_user("member", department, Role.WEBMASTER))
    client.post(reverse("wagtailusers_users:edit", args=[victim.pk]), form())
    victim.refresh_from_db()
    assert victim.username == "victim"


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_bulk_action__denied_when_the_user_is_a_webmaster(client, action):
    department = make_department("jiaoyu")
    victim = make_user("victim", department)
    role_group(Role.REVIEWER, department)
    client.force_login(make_user("member", department, Role.WEBMASTER))
    address = reverse("wagtail_bulk_action", args=["organisation", "user", action])
    client.post(f"{address}?id={victim.pk}", {"role": "reviewer", "mark_as_active": "False"})
    victim.refresh_from_db()
    assert victim.is_active
    assert not victim.groups.exists()
