"""Pauses after wrong passwords: they hit who guesses, and keep no colleague out for good."""

import pytest
from axes.models import AccessAttempt
from django.urls import reverse
from django.utils import timezone

from cms.access.audit.events import Event
from cms.access.signin.pauses import BETWEEN, FIRST_PAUSE, FREE, LONGEST_PAUSE, MOST_FOR_ACCOUNT, MOST_FROM_ADDRESS
from cms.access.signin.words import pause_words
from tests.access.signin.door import Door, guess
from tests.access.signin.heard import heard

pytestmark = pytest.mark.django_db


def test_wrong_passwords__make_this_client_wait(door, writer, clock):
    assert guess(door, writer, FREE - 1).status_code == 200
    assert guess(door, writer, 1).status_code == 429
    assert door.password(writer).status_code == 429
    assert not door.is_in()
    (entry,) = heard(Event.LOCKED_OUT)
    assert (entry.target_label, entry.address) == (str(writer), "203.0.113.7")


def test_pause__tells_until_when_and_the_ways_on(door, writer, clock):
    guess(door, writer)
    sentence = pause_words(clock.now + FIRST_PAUSE)
    assert f"{timezone.localtime(clock.now + FIRST_PAUSE):%H:%M:%S}" in sentence
    assert sentence in door.password(writer).content.decode()


def test_pause__ends_by_itself(door, writer, clock):
    guess(door, writer)
    clock.forward(seconds=61)
    door.come_in(writer)


def test_pause__grows_and_has_an_end(door, writer, clock):
    guess(door, writer)
    for _number in range(12):
        clock.forward(minutes=16)
        assert guess(door, writer, 1).status_code == 429
    clock.forward(seconds=LONGEST_PAUSE.total_seconds() - 1)
    assert door.password(writer).status_code == 429
    clock.forward(seconds=2)
    door.come_in(writer)


def test_pause__not_made_longer_by_who_is_refused(door, writer, clock):
    guess(door, writer)
    clock.forward(seconds=50)
    guess(door, writer, 20)
    clock.forward(seconds=11)
    door.come_in(writer)


def test_pause__lets_the_colleague_in_from_another_address(door, writer, clock):
    guess(door, writer)
    Door(address="198.51.100.1").come_in(writer)


def test_pause__passes_over_the_browser_that_the_account_knows(door, writer, clock):
    door.come_in(writer)
    door.post("wagtailadmin_logout")
    guess(Door(), writer)
    assert Door().password(writer).status_code == 429
    door.come_in(writer)


def test_pause__holds_for_a_browser_that_another_account_knows(door, writer, signer, clock):
    door.come_in(writer)
    door.post("wagtailadmin_logout")
    guess(Door(), signer)
    assert door.password(signer).status_code == 429


def test_guesses_of_a_known_browser__counted_wherever_it_goes(door, writer, clock):
    door.come_in(writer)
    door.post("wagtailadmin_logout")
    for number in range(FREE):
        door.client.defaults["REMOTE_ADDR"] = f"198.51.100.{number}"
        answer = guess(door, writer, 1)
    assert answer.status_code == 429


def test_many_addresses__slowed_down_for_one_account_but_not_where_it_is_known(door, writer, clock):
    door.come_in(writer)
    AccessAttempt.objects.bulk_create(
        AccessAttempt(
            username="w", ip_address=f"192.0.2.{number}", user_agent="", failures_since_start=1, attempt_time=clock.now
        )
        for number in range(MOST_FOR_ACCOUNT)
    )
    stranger = Door(address="198.51.100.9")
    assert stranger.password(writer).status_code == 429
    Door().come_in(writer)
    clock.forward(seconds=BETWEEN.total_seconds() + 1)
    stranger.come_in(writer)


def test_one_address__slowed_down_for_many_accounts(door, writer, clock):
    AccessAttempt.objects.bulk_create(
        AccessAttempt(
            username=f"x{number}",
            ip_address="203.0.113.7",
            user_agent="",
            failures_since_start=1,
            attempt_time=clock.now,
        )
        for number in range(MOST_FROM_ADDRESS)
    )
    assert door.password(writer).status_code == 429
    Door(address="198.51.100.9").come_in(writer)


def test_right_password__forgets_the_wrong_ones_of_this_client(door, writer, clock):
    guess(door, writer, FREE - 1)
    door.come_in(writer)
    door.post("wagtailadmin_logout")
    assert guess(door, writer, FREE - 1).status_code == 200


def test_attempts__keep_nothing_of_what_was_typed(door, writer):
    door.client.post(reverse("wagtailadmin_login") + "?next=/secret", {"username": "w", "password": "guessed-wrong-1"})
    (row,) = AccessAttempt.objects.all()
    assert (row.username, row.get_data, row.post_data, row.path_info) == ("w", "", "", "")


def test_script__gets_the_same_status_when_it_waits(door, writer, clock):
    guess(door, writer)
    answer = door.client.post(
        reverse("wagtailadmin_login"),
        {"username": "w", "password": "x"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.status_code == 429
