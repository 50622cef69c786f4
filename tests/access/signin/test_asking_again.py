"""Whoever decides or gives rights is asked once more who is there, and loses nothing of what was typed."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from cms.access.audit.events import Event
from cms.access.signin.fresh import ANSWER
from cms.organisation.models import User
from cms.organisation.roles import Role
from tests.access.signin.door import code_of, with_factor, wrong_code_of
from tests.access.signin.heard import facts_of, heard
from tests.access.signin.hidden import typed
from tests.access.signin.own_account import as_it_stands
from tests.factories import PASSWORD, make_user, role_group

pytestmark = pytest.mark.django_db
ADD = "wagtailusers_users:add"


@pytest.fixture
def office(door, clock):
    """The supervising office at its desk, twenty minutes after the sign-in."""
    user = make_user("office", None, Role.SUPERVISOR)
    with_factor(user)
    door.come_in(user)
    clock.forward(minutes=20)
    door.user = user
    return door


def account(department):
    names = {"username": "zhang", "first_name": "示例", "last_name": "张 <b>", "email": "zhang@example.cn"}
    roles = [Role.WEBMASTER.value, Role.REVIEWER.value]
    passwords = {"password1": "Strong-enough-9", "password2": "Strong-enough-9"}
    return {**names, **passwords, "is_active": "on", "department": department.pk, "roles": roles}


def test_giving_roles__asked_before_with_everything_typed_kept(office, department):
    for role in (Role.WEBMASTER, Role.REVIEWER):
        role_group(role, department)
    asked = office.post(ADD, account(department))
    assert asked.status_code == 403
    assert "no-store" in asked["Cache-Control"]
    assert not User.objects.filter(username="zhang").exists()
    form = typed(asked)
    assert form["roles"] == ["webmaster", "reviewer"]
    assert form["last_name"] == ["张 <b>"]
    answer = office.post(ADD, {**form, ANSWER: code_of(office.user)})
    assert answer.status_code == 302
    assert User.objects.get(username="zhang").last_name == "张 <b>"
    (entry,) = heard(Event.REAUTHENTICATED)
    assert (entry.account, facts_of(entry)) == ("office", {"view": ADD})


def test_answer__not_asked_again_for_a_quarter_of_an_hour(office, department, clock):
    role_group(Role.WEBMASTER, department)
    role_group(Role.REVIEWER, department)
    office.post(ADD, {**account(department), ANSWER: code_of(office.user)})
    clock.forward(minutes=14)
    assert office.post(ADD, {**account(department), "username": "li"}).status_code == 302
    clock.forward(minutes=2)
    assert office.post(ADD, {**account(department), "username": "wang"}).status_code == 403


def test_sign_in__counts_as_an_answer(door, department):
    user = make_user("office", None, Role.SUPERVISOR)
    with_factor(user)
    door.come_in(user)
    role_group(Role.WEBMASTER, department)
    role_group(Role.REVIEWER, department)
    assert door.post(ADD, account(department)).status_code == 302


def test_wrong_answer__asked_anew_and_recorded(office, department):
    first = office.post(ADD, {**account(department), ANSWER: wrong_code_of(office.user)})
    assert first.status_code == 403
    assert first.context["form"].errors["answer"]
    assert typed(first)["username"] == ["zhang"]
    (entry,) = heard(Event.SIGN_IN_FAILED)
    assert facts_of(entry)["step"] == "asked again"
    assert not User.objects.filter(username="zhang").exists()


def test_wrong_answers__have_to_wait(office, department, clock):
    for _number in range(4):
        office.post(ADD, {**account(department), ANSWER: wrong_code_of(office.user)})
        clock.forward(seconds=8)
    office.post(ADD, {**account(department), ANSWER: wrong_code_of(office.user)})
    assert office.post(ADD, {**account(department), ANSWER: code_of(office.user)}).status_code == 403


def test_recovery_code__answers_too(office, department):
    codes = with_factor_codes(office.user)
    role_group(Role.WEBMASTER, department)
    role_group(Role.REVIEWER, department)
    assert office.post(ADD, {**account(department), ANSWER: codes[0]}).status_code == 302


def with_factor_codes(user):
    return user.recoverydevice_set.get().renew()


def own_account(door, **facts):
    """The account's page with a name, and what is changed."""
    names = {"first_name": "示例", "last_name": "张", **facts}
    return as_it_stands(door, **{f"name_email-{name}": value for name, value in names.items()})


def test_own_address__asked_before_by_password_when_there_is_no_factor(door, writer, clock):
    door.come_in(writer)
    clock.forward(minutes=20)
    assert door.post("wagtailadmin_account", own_account(door)).status_code == 302
    asked = door.post("wagtailadmin_account", own_account(door, email="thief@example.cn"))
    assert asked.status_code == 403
    wrong = door.post("wagtailadmin_account", {**typed(asked), ANSWER: "guessed-wrong-1"})
    assert wrong.context["form"].errors["answer"] == [gettext("This is not your password.")]
    assert door.post("wagtailadmin_account", {**typed(asked), ANSWER: PASSWORD}).status_code == 302
    writer.refresh_from_db()
    assert writer.email == "thief@example.cn"


def test_guesses_of_the_own_password__counted_like_those_at_the_sign_in(door, writer, clock):
    door.come_in(writer)
    clock.forward(minutes=20)
    for _number in range(5):
        answer = door.post(
            "wagtailadmin_account", {**own_account(door, email="x@example.cn"), ANSWER: "guessed-wrong-1"}
        )
    assert answer.status_code == 429
    again = door.post("wagtailadmin_account", {**own_account(door, email="x@example.cn"), ANSWER: PASSWORD})
    assert again.status_code == 429
    writer.refresh_from_db()
    assert writer.email == "w@example.cn"


@pytest.mark.parametrize("name", ["signin_own_factor_setup", "signin_renew_codes"])
def test_own_factor__asked_before_it_is_changed(door, signer, clock, name):
    with_factor(signer)
    door.come_in(signer)
    clock.forward(minutes=20)
    assert ANSWER in door.post(name).content.decode()


@pytest.mark.parametrize("name", ["signin_pauses", "signin_factors", "signin_rules"])
def test_other_peoples_sign_in__asked_before_it_is_touched(door, keeper, clock, name):
    with_factor(keeper)
    door.come_in(keeper)
    clock.forward(minutes=20)
    assert ANSWER in door.post(name, {"account": keeper.pk}).content.decode()


def test_roles_for_many__asked_before(office, writer):
    address = reverse("wagtail_bulk_action", args=["organisation", "user", "assign_role"]) + f"?id={writer.pk}"
    assert ANSWER in office.client.post(address, {"role": "reviewer"}).content.decode()


def test_script__gets_a_sentence(office, department):
    answer = office.post(ADD, account(department), headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403
    sentence = gettext("Please open this page anew and confirm that it is you.")
    assert answer.json() == {"success": False, "error_message": sentence}


def test_files__said_to_be_chosen_again(office, department, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("a")
    with path.open() as file:
        page = office.post(ADD, {**account(department), "avatar": file}).content.decode()
    assert gettext("Files are not kept: go back, confirm with another page first, and choose them again.") in page


def test_reading__never_asked(office):
    assert office.get(ADD).status_code == 200


def test_demonstration__asks_nobody(settings, door, department, clock):
    settings.STRICT_SIGN_IN = False
    door.come_in(make_user("office", None, Role.SUPERVISOR))
    clock.forward(minutes=20)
    role_group(Role.WEBMASTER, department)
    role_group(Role.REVIEWER, department)
    assert door.post(ADD, account(department)).status_code == 302
