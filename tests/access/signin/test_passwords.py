"""Which passwords are taken, when another one has to be chosen, and what follows."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core.management import call_command
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from cms.access.audit.events import Event
from cms.access.signin.models import PastPassword
from cms.organisation.models import Threshold
from tests.access.signin.door import Door, code_of, guess, with_factor, wrong_code_of
from tests.access.signin.heard import heard
from tests.access.signin.own_account import as_it_stands
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "another-horse-8"


def change(door, new, old=PASSWORD):
    """Change the own password on the account's page."""
    names = {"old_password": old, "new_password1": new, "new_password2": new}
    person = {"name_email-first_name": "示例", "name_email-last_name": "张"}
    typed = {f"password-{name}": value for name, value in names.items()}
    return door.post("wagtailadmin_account", as_it_stands(door, **person, **typed))


def must_change(user):
    user.must_change_password = True
    user.save()


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("Short-1", "password_too_short"),
        ("password123", "password_too_common"),
        ("8273645190", "password_entirely_numeric"),
        ("w@example.cn", "password_too_similar"),
        (PASSWORD, "password_taken_before"),
    ],
)
def test_new_password__refused_with_a_reason_when_it_breaks_a_rule(door, writer, new, code):
    must_change(writer)
    door.password(writer)
    answer = door.post("signin_password", {"new_password1": new, "new_password2": new})
    assert code in {error.code for errors in answer.context["form"].errors.as_data().values() for error in errors}
    assert not door.is_in()


def test_past_passwords__refused_when_among_the_last_five(writer, door):
    passwords = [f"another-horse-{number}" for number in range(6)]
    for password in passwords:
        writer.set_password(password)
        writer.save()
    must_change(writer)
    door.password(writer, passwords[-1])
    for taken in passwords[1:]:
        answer = door.post("signin_password", {"new_password1": taken, "new_password2": taken})
        assert answer.status_code == 200
    answer = door.post("signin_password", {"new_password1": passwords[0], "new_password2": passwords[0]})
    assert answer.status_code == 302
    assert door.is_in()
    assert PastPassword.objects.filter(user=writer).count() == 5


def test_password_that_somebody_else_knows__changed_before_anything_opens(door, writer):
    must_change(writer)
    assert door.password(writer).url == reverse("signin_password")
    assert not door.is_in()
    assert door.post("signin_password", {"new_password1": NEW, "new_password2": NEW}).status_code == 302
    assert door.is_in()
    writer.refresh_from_db()
    assert not writer.must_change_password
    assert [entry.target_label for entry in heard(Event.PASSWORD_CHANGED)] == [str(writer)]


def test_password_that_somebody_else_knows__changed_after_the_code(door, signer):
    with_factor(signer)
    must_change(signer)
    door.password(signer)
    assert door.get("signin_password").url == reverse("signin_code")
    assert door.code(code_of(signer)).url == reverse("signin_password")
    door.post("signin_password", {"new_password1": NEW, "new_password2": NEW})
    assert door.is_in()


def test_open_session__stops_when_the_password_has_to_be_changed(door, writer):
    door.come_in(writer)
    must_change(writer)
    assert not door.is_in()
    assert door.get("wagtailadmin_login").url == reverse("signin_password")


def test_password__too_old_after_ninety_days(door, writer, clock):
    writer.set_password(NEW)
    writer.save()
    clock.forward(days=89)
    door.password(writer, NEW)
    assert door.is_in()
    clock.forward(days=2)
    assert Door().password(writer, NEW).url == reverse("signin_password")


def test_password__never_too_old_when_the_threshold_says_so(door, writer, clock):
    Threshold.objects.filter(code="password-maximal-age").delete()
    Threshold.objects.create(code="password-maximal-age", value=Decimal(0), effective_from=date(2020, 1, 1))
    clock.forward(days=1000)
    assert door.password(writer).url == reverse("wagtailadmin_home")


def test_own_change__ends_every_other_session(door, writer):
    elsewhere = Door(address="198.51.100.1")
    elsewhere.come_in(writer)
    door.come_in(writer)
    assert change(door, NEW).status_code == 302
    assert door.is_in()
    assert not elsewhere.is_in()
    assert len(heard(Event.PASSWORD_CHANGED)) == 1
    assert len(heard(Event.SESSION_ENDED)) == 1


def test_own_change__refused_when_the_old_password_is_wrong(door, writer):
    door.come_in(writer)
    assert change(door, NEW, old="guessed-wrong-1").status_code == 200
    writer.refresh_from_db()
    assert writer.check_password(PASSWORD)


def test_link__lets_the_person_choose_and_ends_every_session(door, writer):
    door.come_in(writer)
    writer.refresh_from_db()
    number = urlsafe_base64_encode(force_bytes(writer.pk))
    link = reverse("wagtailadmin_password_reset_confirm", args=[number, default_token_generator.make_token(writer)])
    visitor = Door(address="198.51.100.1")
    form = visitor.client.get(link).url
    answer = visitor.client.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert answer.status_code == 200
    visitor.client.post(form, {"new_password1": NEW, "new_password2": NEW})
    assert not door.is_in()
    assert not visitor.is_in()
    assert door.client.get(link).status_code == 200
    visitor.password(writer, NEW)
    assert visitor.is_in()


def test_link__ends_the_wait_after_wrong_passwords_but_not_after_wrong_codes(door, signer, clock):
    with_factor(signer)
    door.password(signer)
    for _number in range(4):
        door.code(wrong_code_of(signer))
        clock.forward(seconds=8)
    door.code(wrong_code_of(signer))
    guess(door, signer)
    assert door.password(signer).status_code == 429
    signer.refresh_from_db()
    number = urlsafe_base64_encode(force_bytes(signer.pk))
    link = reverse("wagtailadmin_password_reset_confirm", args=[number, default_token_generator.make_token(signer)])
    door.client.post(door.client.get(link).url, {"new_password1": NEW, "new_password2": NEW})
    assert door.password(signer, NEW).url == reverse("signin_code")
    assert door.code(code_of(signer)).status_code == 200
    assert [entry.account for entry in heard(Event.UNLOCKED)] == ["s"]


def test_change_by_a_command__ends_every_session(door, writer, monkeypatch):
    door.come_in(writer)
    monkeypatch.setattr("getpass.getpass", lambda prompt: NEW)
    call_command("changepassword", "w")
    assert not door.is_in()


def test_first_password__not_taken_again_after_it_was_changed(door, writer):
    door.come_in(writer)
    assert change(door, NEW).status_code == 302
    assert change(door, PASSWORD, old=NEW).status_code == 200
    writer.refresh_from_db()
    assert writer.check_password(NEW)
