"""The code of the telephone: who is asked for it, and that no path leads around it."""

from datetime import timedelta

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext

from cms.access.audit.events import Event
from cms.access.signin.models import FactorRule
from cms.access.signin.words import pause_words
from cms.organisation.roles import Role
from tests.access.signin.door import Door, code_from, code_of, codes_on, key_on, with_factor, wrong_code_of
from tests.access.signin.heard import heard
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_sign_in__opens_the_admin_when_password_and_code_are_right(door, signer):
    with_factor(signer)
    assert door.password(signer).url == reverse("signin_code")
    assert door.code(code_of(signer)).url == reverse("wagtailadmin_home")
    assert door.is_in()
    (entry,) = heard(Event.SIGNED_IN)
    assert (entry.account, entry.department_id, entry.address) == ("s", signer.department_id, "203.0.113.7")


def test_sign_in__opens_the_admin_by_password_when_no_role_needs_more(door, writer):
    assert door.password(writer).url == reverse("wagtailadmin_home")
    assert door.is_in()


def test_sign_in__asks_for_the_code_when_the_person_has_a_factor_of_the_own_will(door, writer):
    with_factor(writer)
    assert door.password(writer).url == reverse("signin_code")
    assert not door.is_in()


def test_sign_in__goes_where_the_person_wanted_when_all_pages_are_done(door, signer):
    with_factor(signer)
    door.password(signer, next=reverse("approval_queue"))
    assert door.code(code_of(signer)).url == reverse("approval_queue")


def test_sign_in__stays_in_the_house_when_next_leads_elsewhere(door, writer):
    assert door.password(writer, next="https://elsewhere.example/").url == reverse("wagtailadmin_home")


@pytest.mark.parametrize("role", [Role.SIGNER, Role.ADMINISTRATOR])
def test_password_alone__opens_nothing_when_the_role_needs_a_factor(door, department, role):
    user = make_user("alone", department, role)
    assert door.password(user).url == reverse("signin_factor")
    assert not door.is_in()
    for name in ("approval_queue", "wagtailadmin_account", "signin_own_factor", "signin_sessions"):
        assert reverse("wagtailadmin_login") in door.get(name).url
    assert not heard(Event.SIGNED_IN)


def test_password_alone__opens_nothing_for_a_superuser(door, db):
    door.password(make_user("root", is_superuser=True))
    assert not door.is_in()


def test_half_a_sign_in__opens_nothing_when_the_address_is_typed(door, signer):
    with_factor(signer)
    door.password(signer)
    for name in ("signin_password", "signin_factor"):
        assert door.get(name).url == reverse("signin_code")
    assert not door.is_in()


def test_half_a_sign_in__starts_anew_when_it_took_too_long(door, signer, clock):
    with_factor(signer)
    door.password(signer)
    clock.forward(minutes=11)
    assert door.code(code_of(signer)).url == reverse("wagtailadmin_login")
    assert not door.is_in()


def test_half_a_sign_in__starts_anew_when_the_password_was_changed_meanwhile(door, signer):
    with_factor(signer)
    door.password(signer)
    signer.set_password("another-horse-8")
    signer.save()
    assert door.code(code_of(signer)).url == reverse("wagtailadmin_login")
    assert not door.is_in()


def test_half_a_sign_in__starts_anew_when_the_account_was_closed_meanwhile(door, signer):
    with_factor(signer)
    door.password(signer)
    signer.is_active = False
    signer.save()
    door.code(code_of(signer))
    assert not door.is_in()


@pytest.mark.parametrize("address", ["/_util/login/", "/en/_util/login/"])
def test_visitors_login__leads_to_the_one_sign_in(door, signer, address):
    with_factor(signer)
    answers = [door.client.get(address), door.client.post(address, {"username": "s", "password": PASSWORD})]
    assert [answer.url for answer in answers] == [reverse("wagtailadmin_login")] * 2
    assert not door.is_in()


def test_password_reset__leaves_the_code_to_be_asked(door, signer):
    with_factor(signer)
    number = urlsafe_base64_encode(force_bytes(signer.pk))
    link = reverse("wagtailadmin_password_reset_confirm", args=[number, default_token_generator.make_token(signer)])
    form = door.client.get(link).url
    door.client.post(form, {"new_password1": "another-horse-8", "new_password2": "another-horse-8"})
    assert not door.is_in()
    assert door.password(signer, "another-horse-8").url == reverse("signin_code")
    assert not door.is_in()
    (entry,) = heard(Event.PASSWORD_CHANGED)
    assert entry.target_label == str(signer)


def test_session__opens_nothing_more_when_a_role_that_needs_a_factor_is_given(door, writer, department):
    door.come_in(writer)
    FactorRule.objects.filter(role=Role.WEBMASTER).update(required=True)
    assert not door.is_in()
    assert door.get("wagtailadmin_login").url == reverse("signin_factor")


def test_enrolment__comes_first_when_the_role_needs_a_factor(door, signer):
    door.password(signer)
    page = door.text_of("signin_factor")
    assert "data:image/svg+xml" in page
    answer = door.post("signin_factor", {"code": code_from(key_on(page))})
    assert len(codes_on(answer.content.decode())) == 10
    assert door.is_in()
    (entry,) = heard(Event.FACTOR_ADDED)
    assert entry.target_label == str(signer)


def test_enrolment__stays_where_it_is_when_the_code_is_wrong(door, signer):
    door.password(signer)
    key = key_on(door.text_of("signin_factor"))
    wrong = f"{(int(code_from(key)) + 1) % 1_000_000:06d}"
    answer = door.post("signin_factor", {"code": wrong})
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert key_on(answer.content.decode()) == key
    assert not door.is_in()


def test_enrolment__takes_no_key_that_another_browser_saw(door, signer):
    other = Door(address="198.51.100.1")
    other.password(signer)
    seen = key_on(other.text_of("signin_factor"))
    door.password(signer)
    mine = key_on(door.text_of("signin_factor"))
    assert seen != mine
    other.post("signin_factor", {"code": code_from(seen)})
    assert not other.is_in()


def test_rule__asks_another_role_when_the_security_administrator_says_so(door, keeper, writer):
    with_factor(keeper)
    door.come_in(keeper)
    webmasters = FactorRule.objects.get(role=Role.WEBMASTER)
    chosen = [*FactorRule.objects.filter(required=True).values_list("pk", flat=True), webmasters.pk]
    assert door.post("signin_rules", {"required": chosen}).status_code == 302
    assert Door().password(writer).url == reverse("signin_factor")
    (entry,) = [entry for entry in heard(Event.RECORD_CHANGED) if "second factor required" in entry.facts]
    assert entry.account == "keeper"


def test_rules__refused_when_the_person_is_no_security_administrator(door, department):
    user = make_user("adm", department, Role.ADMINISTRATOR)
    with_factor(user)
    door.come_in(user)
    for name in ("signin_rules", "signin_factors"):
        assert door.get(name).status_code in (302, 403, 404)
        door.post(name, {"required": []})
    assert FactorRule.objects.get(role=Role.SIGNER).required


def test_code__taken_once_when_somebody_saw_it(door, signer):
    with_factor(signer)
    code = code_of(signer)
    door.password(signer)
    door.code(code)
    other = Door(address="198.51.100.1")
    other.password(signer)
    assert other.code(code).status_code == 200
    assert not other.is_in()


def test_wrong_codes__have_to_wait_longer_each_time(door, signer, clock):
    with_factor(signer)
    door.password(signer)
    for pause in (1, 2, 4):
        assert door.code(wrong_code_of(signer)).status_code == 200
        assert door.code(code_of(signer)).status_code == 200
        clock.forward(seconds=pause)
    assert door.code(code_of(signer)).status_code == 302
    assert door.is_in()
    assert [entry.target_label for entry in heard(Event.SIGN_IN_FAILED)] == [str(signer)] * 6


def test_wrong_codes__never_lock_for_good(door, signer, clock):
    with_factor(signer)
    for _number in range(15):
        door.password(signer)
        door.code(wrong_code_of(signer))
        clock.forward(seconds=520)
    door.password(signer)
    assert door.code(code_of(signer)).status_code == 302
    assert door.is_in()


def test_wrong_codes__say_until_when_and_what_else_can_be_done(door, signer, clock):
    with_factor(signer)
    door.password(signer)
    for _number in range(5):
        door.code(wrong_code_of(signer))
        clock.forward(seconds=16)
    door.code(wrong_code_of(signer))
    answer = door.code(code_of(signer))
    until = timezone.localtime(clock.now + timedelta(seconds=32))
    assert answer.context["form"].errors["code"] == [pause_words(until)]
    assert f"{until:%H:%M:%S}" in answer.content.decode()


def test_code_page__tells_what_to_do_when_telephone_and_codes_are_lost(door, signer):
    with_factor(signer)
    door.password(signer)
    assert gettext(
        "Neither telephone nor recovery codes? The security administrator takes the second factor off; you "
        "set up another one at the next sign-in."
    ) in door.text_of("signin_code")
