"""Whoever may end a pause, on the screen and at the machine."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import gettext
from django_otp.plugins.otp_totp.models import TOTPDevice

from cms.access.audit.events import Event
from cms.organisation.roles import Role
from tests.access.signin.door import Door, code_of, guess, with_factor, wrong_code_of
from tests.access.signin.heard import heard
from tests.factories import make_department, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(department):
    """The department's own."""
    return make_user("adm", department, Role.ADMINISTRATOR)


@pytest.fixture
def inside(door):
    """A browser in which the person is signed in."""

    def _inside(user):
        with_factor(user)
        door.come_in(user)
        return door

    return _inside


def locked(user):
    """A browser that has to wait for the account."""
    browser = Door(address="198.51.100.1")
    guess(browser, user)
    assert browser.password(user).status_code == 429
    return browser


@pytest.mark.parametrize("who", ["keeper", "administrator"])
def test_unlock__lets_the_person_in_at_once(request, inside, writer, who, clock):
    desk, waiting = inside(request.getfixturevalue(who)), locked(writer)
    page = desk.text_of("signin_pauses")
    assert "(w)" in page
    assert "198.51.100.1" in page
    desk.post("signin_pauses", {"account": writer.pk})
    waiting.come_in(writer)
    (entry,) = heard(Event.UNLOCKED)
    assert (entry.account, entry.target_label) == (request.getfixturevalue(who).username, str(writer))


def test_unlock__ends_the_wait_after_wrong_codes_when_the_name_is_typed(inside, keeper, signer, clock):
    desk = inside(keeper)
    with_factor(signer)
    browser = Door(address="198.51.100.1")
    browser.password(signer)
    for _number in range(3):
        browser.code(wrong_code_of(signer))
        clock.forward(seconds=5)
    browser.code(wrong_code_of(signer))
    assert browser.code(code_of(signer)).status_code == 200
    desk.post("signin_pauses", {"name": " s "})
    assert browser.code(code_of(signer)).status_code == 302
    assert browser.is_in()


def test_unlock__refused_for_another_departments_account(inside, administrator, clock):
    stranger = make_user("foreign", make_department("caizheng"), Role.WEBMASTER)
    desk, waiting = inside(administrator), locked(stranger)
    assert "foreign" not in desk.text_of("signin_pauses")
    answers = [
        desk.post("signin_pauses", data, follow=True)
        for data in ({"account": stranger.pk}, {"name": "foreign"}, {"name": "nobody"}, {"account": "x"}, {})
    ]
    sentence = gettext("There is no such account among those that you unlock.")
    assert all(sentence in answer.content.decode() for answer in answers)
    assert waiting.password(stranger).status_code == 429


def test_unlock__refused_for_a_second_account_of_ones_own(inside, keeper, clock):
    twin = make_user("twin", None, person=keeper.person)
    desk, waiting = inside(keeper), locked(twin)
    desk.post("signin_pauses", {"account": twin.pk})
    assert waiting.password(twin).status_code == 429


@pytest.mark.parametrize("role", [Role.WEBMASTER, Role.SIGNER, Role.REVIEWER])
def test_locked_accounts__not_for_other_roles(inside, department, role):
    desk = inside(make_user("other", department, role))
    assert desk.get("signin_pauses").status_code in (302, 403, 404)
    assert "signin_pauses" not in desk.text_of("wagtailadmin_home")


def test_list__is_empty_when_the_pause_is_over(inside, keeper, writer, clock):
    desk = inside(keeper)
    locked(writer)
    clock.forward(minutes=2)
    assert not desk.get("signin_pauses").context["accounts"]


def test_name_with_a_nul__is_no_account(inside, keeper):
    assert inside(keeper).post("signin_pauses", {"name": "a\0b"}).status_code == 302


def test_command__unlocks(writer, clock, capsys):
    waiting = locked(writer)
    call_command("unlock_account", "w")
    waiting.come_in(writer)
    (entry,) = heard(Event.UNLOCKED)
    assert (entry.account, entry.target_label) == ("", str(writer))
    call_command("unlock_account", "w")
    assert "Nothing was changed" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["unlock_account", "reset_second_factor"])
def test_command__says_what_to_do_when_there_is_no_such_account(db, command):
    with pytest.raises(CommandError, match="no account “nobody”.*Give the name"):
        call_command(command, "nobody")


def test_command__warns_when_the_account_is_closed(writer, capsys):
    writer.is_active = False
    writer.save()
    call_command("unlock_account", "w")
    assert "closed" in capsys.readouterr().err


def test_command__takes_a_lost_factor_off_and_ends_the_sessions(door, signer, capsys):
    with_factor(signer)
    door.come_in(signer)
    call_command("reset_second_factor", "s")
    assert not door.is_in()
    assert Door().password(signer).url == reverse("signin_factor")
    assert [entry.target_label for entry in heard(Event.FACTOR_REMOVED)] == [str(signer)]
    call_command("reset_second_factor", "s")
    assert "Nothing was changed" in capsys.readouterr().out


def test_lost_factor__taken_off_by_the_security_administrator(inside, keeper, signer):
    with_factor(signer)
    elsewhere = Door(address="198.51.100.1")
    elsewhere.come_in(signer)
    desk = inside(keeper)
    assert "(s)" in desk.text_of("signin_factors")
    desk.post("signin_factors", {"account": signer.pk})
    assert not elsewhere.is_in()
    assert elsewhere.password(signer).url == reverse("signin_factor")
    (entry,) = heard(Event.FACTOR_REMOVED)
    assert (entry.account, entry.target_label) == ("keeper", str(signer))


def test_own_factor__is_not_taken_off_by_oneself(inside, keeper):
    desk = inside(keeper)
    answer = desk.post("signin_factors", {"account": keeper.pk}, follow=True)
    assert gettext("Another security administrator removes your own second factor.") in answer.content.decode()
    assert TOTPDevice.objects.filter(user=keeper).exists()


def test_second_factors__found_by_name_and_department(inside, keeper, signer, writer):
    desk = inside(keeper)
    page = desk.client.get(reverse("signin_factors"), {"q": "jiaoyu"}).content.decode()
    assert "(s)" in page
    assert "(keeper)" not in page
    assert desk.client.get(reverse("signin_factors"), {"q": "\0"}).status_code == 200


def test_second_factors__cost_as_many_statements_with_thirty_accounts(
    inside, keeper, department, django_assert_max_num_queries
):
    desk = inside(keeper)
    desk.get("signin_factors")
    for _number in range(30):
        make_user(None, department, Role.SIGNER)
    with django_assert_max_num_queries(40):
        assert len(desk.get("signin_factors").context["page"].object_list) == 31
