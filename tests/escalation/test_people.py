"""Accounts and rights: nobody gives anything to oneself, nor reaches an account, a group or a site of another's."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cms.access.people.models import AccountImport
from cms.organisation.models import User
from cms.organisation.roles import Role
from tests.access.fence.helpers import address
from tests.escalation.answers import refused
from tests.factories import PASSWORD, role_group

pytestmark = pytest.mark.django_db
OFFICE = ("webmaster", "reviewer", "administrator")


@pytest.fixture
def keeper(attempt, own):
    """The attempts of the own department's administrator."""
    return attempt.by(own.administrator)


def planted(own, foreign):
    """What would give rights, if any form took it."""
    supervisor = role_group(Role.SUPERVISOR)
    numbers = Permission.objects.values_list("pk", flat=True)[:5]
    return {
        "is_superuser": "on",
        "is_staff": "on",
        "groups": [supervisor.pk, *foreign.webmaster.groups.values_list("pk", flat=True)],
        "user_permissions": list(numbers),
        "roles": [Role.SUPERVISOR.value, Role.ADMINISTRATOR.value],
        "department": foreign.department.pk,
        "person": foreign.webmaster.person_id,
    }


@pytest.mark.parametrize("person", OFFICE)
def test_own_account__gives_nothing_when_rights_are_sent(attempt, client, own, foreign, person):
    user = getattr(own, person)
    names = {"first_name": "新", "last_name": "名", "email": "new@example.cn"}
    rights = planted(own, foreign)
    prefixed = {f"name_email-{name}": value for name, value in (names | rights).items()}
    attempt.by(user).post(reverse("wagtailadmin_account"), rights | prefixed)
    attempt.post(address("wagtailusers_users:edit", user.pk), rights | names | {"username": user.username})
    client.force_login(user)
    client.post(reverse("wagtailadmin_account"), prefixed | {"theme-theme": "light", "theme-density": "default"})
    found = User.objects.get(pk=user.pk)
    assert (found.department, found.is_superuser, found.person_id) == (own.department, False, user.person_id)
    assert set(found.groups.all()) == set(user.groups.all())


@pytest.mark.parametrize("person", OFFICE)
def test_group__refused_when_somebody_edits_it(attempt, own, foreign, person):
    group = own.webmaster.groups.get()
    before = set(group.permissions.all()), group.name, set(group.page_permissions.values_list("pk", flat=True))
    form = {"name": "夺", "permissions": list(Permission.objects.values_list("pk", flat=True))}
    attempt.by(getattr(own, person))
    for url in (
        reverse("wagtailusers_groups:add"),
        *(address(f"wagtailusers_groups:{name}", group.pk) for name in ("edit", "delete")),
        address("wagtailusers_groups:edit", foreign.webmaster.groups.get().pk),
    ):
        assert attempt.get(url).status_code == attempt.post(url, form).status_code == 404
    group = Group.objects.get(pk=group.pk)
    assert (
        set(group.permissions.all()),
        group.name,
        set(group.page_permissions.values_list("pk", flat=True)),
    ) == before


def account_form(department, **facts):
    names = {"username": "planted", "first_name": "新", "last_name": "张", "email": "z@example.cn", "is_active": "on"}
    return {
        **names,
        "password1": "Strong-enough-9",
        "password2": "Strong-enough-9",
        "department": department.pk,
        **facts,
    }


@pytest.mark.parametrize("role", ["administrator", "supervisor", "portal_editor", "auditor", "nonsense"])
def test_add_account__refused_when_the_role_is_beyond_ones_own(keeper, own, role):
    keeper.post(reverse("wagtailusers_users:add"), account_form(own.department, roles=[role]))
    assert not User.objects.filter(username="planted").exists()


def test_add_account__refused_when_the_department_is_foreign(keeper, client, own, foreign):
    for facts in ({"department": foreign.department.pk}, {"department": ""}):
        keeper.post(reverse("wagtailusers_users:add"), account_form(own.department) | facts | {"roles": ["webmaster"]})
    assert not User.objects.filter(username="planted").exists()
    client.force_login(own.administrator)
    client.post(reverse("wagtailusers_users:add"), account_form(own.department, roles=["webmaster"]))
    assert User.objects.get(username="planted").groups.get() == own.webmaster.groups.get()


def test_add_account__gives_no_more_than_roles_when_groups_are_sent(keeper, own, foreign):
    rights = {name: value for name, value in planted(own, foreign).items() if name in ("groups", "is_superuser")}
    facts = rights | {"user_permissions": planted(own, foreign)["user_permissions"], "is_staff": "on"}
    keeper.post(reverse("wagtailusers_users:add"), account_form(own.department, roles=["webmaster"]) | facts)
    made = User.objects.get(username="planted")
    assert set(made.groups.all()) == {own.webmaster.groups.get()}
    assert (made.is_superuser, made.is_staff, made.user_permissions.count()) == (False, False, 0)


def test_edit_account__moves_nowhere_when_a_foreign_department_is_sent(keeper, own, foreign):
    url = address("wagtailusers_users:edit", own.colleague.pk)
    keeper.post(url, account_form(foreign.department, username=own.colleague.username) | planted(own, foreign))
    found = User.objects.get(pk=own.colleague.pk)
    assert (found.department, found.is_superuser, found.person_id) == (own.department, False, own.colleague.person_id)
    assert not found.groups.exists()


@pytest.mark.parametrize("person", OFFICE)
def test_account__refused_when_it_is_foreign(attempt, own, foreign, person):
    attempt.by(getattr(own, person))
    for account in (foreign.colleague, foreign.webmaster, foreign.administrator):
        for name in ("edit", "delete", "history", "history_results"):
            url = address(f"wagtailusers_users:{name}", account.pk)
            assert attempt.get(url).status_code == 404
            assert attempt.post(url, account_form(own.department)).status_code in (404, 405)
        for name in ("people_password", "people_leaving"):
            url = address(name, account.pk)
            assert attempt.get(url).status_code == attempt.post(url, {"successor": own.webmaster.pk}).status_code == 404
    assert User.objects.get(pk=foreign.webmaster.pk).check_password(PASSWORD)


def test_account__open_when_it_is_of_ones_own_department(client, own):
    client.force_login(own.administrator)
    assert client.get(address("wagtailusers_users:edit", own.colleague.pk)).status_code == 200
    assert client.get(address("people_leaving", own.colleague.pk)).status_code == 200


def test_hand_over__refused_when_the_successor_is_foreign(keeper, own, foreign):
    form = {"action": "close", "successor": foreign.webmaster.pk, "department": foreign.department.pk, "reason": "离岗"}
    keeper.post(address("people_leaving", own.colleague.pk), form)
    assert User.objects.get(pk=own.colleague.pk).department == own.department


@pytest.mark.parametrize("action", ["delete", "assign_role", "set_active_state"])
def test_act_on_many_accounts__refused_when_one_is_foreign(attempt, own, foreign, action):
    url = address("wagtail_bulk_action", "organisation", "user", action)
    form = {"role": Role.WEBMASTER.value, "mark_as_active": ""}
    for person in OFFICE:
        attempt.by(getattr(own, person))
        for numbers in ((foreign.colleague.pk,), (own.colleague.pk, foreign.colleague.pk)):
            query = "&".join(f"id={number}" for number in numbers)
            assert attempt.get(f"{url}?{query}").status_code == attempt.post(f"{url}?{query}", form).status_code == 404
    assert not User.objects.get(pk=own.colleague.pk).groups.exists()


def test_assign_role__refused_when_it_is_to_oneself(keeper, own):
    url = address("wagtail_bulk_action", "organisation", "user", "assign_role")
    for role in (Role.SIGNER, Role.SUPERVISOR):
        keeper.post(f"{url}?id={own.administrator.pk}", {"role": role.value})
        keeper.post(f"{url}?id=all", {"role": role.value})
    assert list(own.administrator.groups.values_list("role_group__role", flat=True)) == [Role.ADMINISTRATOR]


def roles_held():
    """Every account with its department and each of its roles."""
    return set(User.objects.values_list("username", "department", "groups__role_group__role"))


def sheet(*rows):
    text = "\n".join(["name,account,department,roles,mail", *rows])
    return {"file": SimpleUploadedFile("accounts.csv", text.encode(), "text/csv")}


@pytest.mark.parametrize(
    "row",
    [
        "张三,planted,caizheng,webmaster,p@example.cn",
        "张三,planted,,supervisor,p@example.cn",
        "张三,planted,jiaoyu,administrator,p@example.cn",
        "张三,caizheng-webmaster,jiaoyu,webmaster,p@example.cn",
        "张三,jiaoyu-administrator,jiaoyu,signer,p@example.cn",
    ],
)
def test_import__leaves_a_row_out_that_is_foreign_or_beyond_ones_own(keeper, own, row):
    before = roles_held()
    keeper.post(reverse("people_import"), sheet("李四,lisi,jiaoyu,webmaster,l@example.cn", row))
    keeper.post(address("people_import_confirm", AccountImport.objects.get().pk))
    assert roles_held() == {*before, ("lisi", own.department.pk, Role.WEBMASTER)}


def test_import__made_when_every_row_is_ones_own(keeper, own):
    keeper.post(reverse("people_import"), sheet("李四,lisi,jiaoyu,webmaster,l@example.cn"))
    keeper.post(address("people_import_confirm", AccountImport.objects.get().pk))
    assert User.objects.get(username="lisi").department == own.department


def test_import__refused_when_it_is_anothers_file(keeper, own, foreign):
    text = "name,account,department,roles,mail\n李四,lisi,caizheng,webmaster,l@example.cn"
    kept = AccountImport.objects.create(by=foreign.administrator, name="x.csv", text=text)
    url = address("people_import_confirm", kept.pk)
    assert keeper.get(url).status_code == keeper.post(url).status_code == 404


def test_export__holds_ones_own_accounts_when_others_are_asked_for(keeper, own, foreign):
    text = keeper.get(reverse("people_export"), {"department": foreign.department.pk}).words
    assert own.colleague.username in text
    assert foreign.webmaster.username not in text


@pytest.mark.parametrize("person", OFFICE)
def test_site__refused_when_it_is_foreign_or_the_provinces(attempt, own, foreign, person):
    attempt.by(getattr(own, person))
    number = foreign.department.pk
    for url in (
        address("department_site", number),
        address("department_site_close", number),
        address("wagtailsites:edit", foreign.site.pk),
        address("wagtailsites:delete", foreign.site.pk),
        address("departments:edit", number),
    ):
        assert refused(attempt.get(url)), url
        assert refused(attempt.post(url, {"name": "夺", "hostname": "x", "action": "open", "reason": "夺"})), url


@pytest.mark.parametrize("person", OFFICE)
def test_redirect__refused_when_it_leads_to_a_foreign_draft(attempt, own, foreign, person):
    kept = Redirect.objects.create(old_path="/x", redirect_page=foreign.draft, site=foreign.site)
    form = {"old_path": "/y", "redirect_page": foreign.draft.pk, "site": foreign.site.pk}
    attempt.by(getattr(own, person))
    for url in (reverse("wagtailredirects:add"), address("wagtailredirects:edit", kept.pk)):
        assert attempt.get(url).status_code == attempt.post(url, form).status_code == 404
    assert Redirect.objects.get().old_path == "/x"


@pytest.mark.parametrize("person", OFFICE)
def test_provinces_page__refused_when_a_department_asks(attempt, own, foreign, person):
    attempt.by(getattr(own, person))
    for name in ("audit", "signin_pauses", "signin_factors", "signin_rules", "system_jobs", "approval_log"):
        answers = [attempt.get(reverse(name)), attempt.post(reverse(name), {"account": foreign.webmaster.pk})]
        assert {answer.status_code for answer in answers} <= {200, 404, 405}
