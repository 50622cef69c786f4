"""No answer tells whether an account exists, in words or in work."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

from cms.access.audit.events import Event
from cms.jobs.models import Mail
from tests.access.signin.door import Door, guess, with_factor
from tests.access.signin.heard import facts_of, heard
from tests.factories import make_user

pytestmark = pytest.mark.django_db
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|value="(?:s|nobody|closed)"|"CSRF_TOKEN": "[^"]*"')


def page(answer):
    """The page without what differs each time."""
    return CHANGING.sub("", answer.content.decode())


@pytest.fixture
def hashed(monkeypatch):
    """How often a password is hashed."""
    calls, encode = [], MD5PasswordHasher.encode

    def counted(self, *args, **kwargs):
        calls.append(1)
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return calls


@pytest.fixture
def closed(department):
    return make_user("closed", department, is_active=False)


def test_wrong_password__answered_the_same_for_every_name(signer, closed, hashed):
    with_factor(signer)
    answers, works = [], []
    for name in ("s", "nobody", "closed"):
        before = len(hashed)
        answers.append(Door().password(name, "guessed-wrong-1"))
        works.append(len(hashed) - before)
    assert {answer.status_code for answer in answers} == {200}
    assert len({page(answer) for answer in answers}) == 1
    assert works[0] >= 1
    assert len(set(works)) == 1


def test_closed_account__answered_like_a_wrong_password_when_the_password_is_right(closed):
    assert page(Door().password("closed")) == page(Door().password("nobody"))


def test_pause__answered_the_same_for_every_name(signer, closed, clock):
    names = {"s": "198.51.100.1", "nobody": "198.51.100.2", "closed": "198.51.100.3"}
    answers = [guess(Door(address=address), name) for name, address in names.items()]
    assert {answer.status_code for answer in answers} == {429}
    assert len({page(answer) for answer in answers}) == 1


def test_forgotten_password__answered_the_same_for_every_address(door, signer, closed):
    answers = [
        Door().post("wagtailadmin_password_reset", {"email": email}, follow=True)
        for email in ("s@example.cn", "nobody@example.cn")
    ]
    assert {answer.redirect_chain[-1][0] for answer in answers} == {reverse("wagtailadmin_password_reset_done")}
    assert len({page(answer) for answer in answers}) == 1


def test_forgotten_password__costs_the_same_work_for_every_address(door, signer, task_queue, statements):
    door.post("wagtailadmin_password_reset", {"email": "first@example.cn"})
    numbers = [
        statements(lambda email=email: door.post("wagtailadmin_password_reset", {"email": email}))
        for email in ("s@example.cn", "nobody@example.cn")
    ]
    assert len(set(numbers)) == 1


def test_forgotten_password__writes_one_mail_in_ten_minutes_to_who_has_the_address(door, signer):
    for _number in range(3):
        door.post("wagtailadmin_password_reset", {"email": "S@example.cn"})
    door.post("wagtailadmin_password_reset", {"email": "nobody@example.cn"})
    (entry,) = heard(Event.PASSWORD_RESET)
    assert (entry.target_label, facts_of(entry)) == (str(signer), {"way": "asked for a link"})


def test_unknown_account__recorded_with_the_name_that_was_typed(door, db):
    door.password("nobody", "guessed-wrong-1")
    (entry,) = heard(Event.SIGN_IN_FAILED)
    assert entry.target_label == "nobody"
    assert "guessed" not in entry.facts
    assert not Mail.objects.exists()
