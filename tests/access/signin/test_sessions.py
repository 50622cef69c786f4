"""How long somebody stays signed in, where, and how that ends."""

import pytest
from django.urls import reverse

from cms.access.audit.events import Event
from cms.access.signin.jobs import clear
from cms.access.signin.models import UserSession
from cms.organisation.roles import Role
from tests.access.signin.door import Door
from tests.access.signin.heard import facts_of, heard
from tests.factories import make_user, role_group

pytestmark = pytest.mark.django_db
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/143.0 Safari/537.36 Edg/143.0"


@pytest.fixture
def inside(door, writer):
    door.come_in(writer)
    return door


@pytest.fixture
def elsewhere(writer):
    """The same person at another machine."""
    browser = Door(address="198.51.100.1", agent=EDGE)
    browser.come_in(writer)
    return browser


def reasons():
    return [facts_of(entry).get("reason") for entry in heard(Event.SESSION_ENDED)]


def test_session__ends_when_nothing_happens_for_half_an_hour(clock, inside):
    clock.forward(minutes=29)
    assert inside.is_in()
    clock.forward(minutes=31)
    assert not inside.is_in()
    assert reasons() == ["idle"]


def test_session__ends_after_half_a_day_whatever_happens(clock, inside):
    for _number in range(12 * 3 - 1):
        clock.forward(minutes=20)
        assert inside.is_in()
    clock.forward(minutes=20, seconds=1)
    assert not inside.is_in()
    clear()
    assert reasons() == ["too old"]


def test_session__ends_with_a_sentence(clock, inside):
    clock.forward(minutes=31)
    answer = inside.client.get(reverse("wagtailadmin_home"), follow=True)
    assert answer.redirect_chain
    assert [str(message) for message in answer.context["messages"]]


def test_idle_session__counts_for_a_visitor_outside_the_admin(clock, inside):
    clock.forward(minutes=31)
    inside.client.get("/")
    assert not inside.is_in()


def test_sign_out__ends_the_session_and_its_row(inside):
    inside.post("wagtailadmin_logout")
    assert not inside.is_in()
    assert not UserSession.objects.exists()
    assert len(heard(Event.SIGNED_OUT)) == 1


def test_stolen_cookie__opens_nothing_after_the_sign_out(inside):
    thief = Door(address="198.51.100.66")
    thief.client.cookies["sessionid"] = inside.client.cookies["sessionid"].value
    assert thief.is_in()
    inside.post("wagtailadmin_logout")
    assert not thief.is_in()


def test_sign_in__changes_the_key_of_the_session(door, writer):
    door.get("wagtailadmin_login")
    door.password(writer, "guessed-wrong-1")
    door.password(writer)
    first = door.client.cookies["sessionid"].value
    door.post("wagtailadmin_logout")
    door.password(writer)
    assert door.client.cookies["sessionid"].value != first


def test_closed_account__has_no_sessions_and_none_come_back(inside, writer):
    writer.is_active = False
    writer.save()
    assert not inside.is_in()
    writer.is_active = True
    writer.save()
    assert not inside.is_in()
    assert reasons() == ["closed"]


def test_lost_role__ends_the_sessions(inside, writer, department):
    writer.groups.remove(role_group(Role.WEBMASTER, department))
    assert not inside.is_in()
    assert reasons() == ["role taken"]


def test_list__shows_each_session_with_browser_and_address(inside, elsewhere):
    page = inside.text_of("signin_sessions")
    for part in ("Firefox · Linux", "203.0.113.7", "Edge · Windows", "198.51.100.1"):
        assert part in page
    assert page.count('name="end"') == 1


def test_list__leaves_out_what_is_over(clock, inside, elsewhere):
    clock.forward(minutes=20)
    assert inside.is_in()
    clock.forward(minutes=20)
    assert len(inside.get("signin_sessions").context["sessions"]) == 1


def test_one_session__ended_by_the_person(inside, elsewhere, writer):
    row = writer.sign_ins.get(address="198.51.100.1")
    inside.post("signin_sessions", {"end": row.pk})
    assert not elsewhere.is_in()
    assert inside.is_in()
    assert reasons() == ["ended by the person"]


def test_other_sessions__ended_by_the_person(inside, elsewhere):
    third = Door(address="198.51.100.2")
    third.password("w")
    inside.post("signin_sessions", {"others": "1"})
    assert [browser.is_in() for browser in (inside, elsewhere, third)] == [True, False, False]
    (entry,) = heard(Event.SESSION_ENDED)
    assert facts_of(entry)["sessions"] == 2


def test_own_session__ended_in_the_list_signs_out(inside, writer):
    inside.post("signin_sessions", {"end": writer.sign_ins.get().pk})
    assert not inside.is_in()


@pytest.mark.parametrize("number", ["foreign", "", "x", "9" * 40, "-1"])
def test_foreign_session__is_not_there(inside, signer, number):
    row = UserSession.objects.create(user=signer)
    number = row.pk if number == "foreign" else number
    assert inside.post("signin_sessions", {"end": number}).status_code == 404
    assert UserSession.objects.filter(pk=row.pk).exists()


def test_session__void_when_its_row_is_another_persons(inside, department):
    row = UserSession.objects.create(user=make_user("w2", department, Role.WEBMASTER))
    session = inside.client.session
    session["signin_session"] = row.pk
    session.save()
    assert not inside.is_in()


def test_clearing__forgets_what_is_over(clock, inside):
    clock.forward(minutes=20)
    still = Door(address="198.51.100.1")
    still.come_in("w")
    clock.forward(minutes=20)
    clear()
    assert [row.address for row in UserSession.objects.all()] == ["198.51.100.1"]
    assert reasons() == ["idle"]


def test_visitor__costs_no_statement_for_a_session(client, db, statements):
    assert statements(lambda: client.get(reverse("wagtailadmin_login"))) <= 1


def test_session__costs_two_statements_more_at_most(inside, statements):
    inside.is_in()
    with_row = statements(lambda: inside.get("wagtailadmin_sprite"))
    assert with_row <= 4
