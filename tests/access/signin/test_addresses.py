"""Where a request comes from, and whom that is believed of."""

import pytest

from cms.access.audit.events import Event
from tests.access.signin.door import Door, guess
from tests.access.signin.heard import heard

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "198.51.100.1", "203.0.113.7"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "192.0.2.99, 198.51.100.1", "198.51.100.1"),
        (2, "192.0.2.99, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.7"),
        (1, "nonsense", "203.0.113.7"),
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, None, "203.0.113.7"),
    ],
)
def test_address__told_by_ones_own_proxies_alone(settings, door, writer, proxies, header, address):
    settings.TRUSTED_PROXY_COUNT = proxies
    if header is not None:
        door.client.defaults["HTTP_X_FORWARDED_FOR"] = header
    door.come_in(writer)
    (entry,) = heard(Event.SIGNED_IN)
    assert (entry.address, writer.sign_ins.get().address) == (address, address)


def test_guesser__does_not_escape_the_pause_by_a_header(door, writer, clock):
    for number in range(10):
        door.client.defaults["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{number}"
        answer = guess(door, writer, 1)
    assert answer.status_code == 429


def test_guesser_behind_the_proxy__does_not_escape_by_a_forged_entry(settings, writer, clock):
    settings.TRUSTED_PROXY_COUNT = 1
    guesser = Door(address="10.0.0.2")
    for number in range(10):
        guesser.client.defaults["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{number}, 198.51.100.1"
        answer = guess(guesser, writer, 1)
    assert answer.status_code == 429
    colleague = Door(address="10.0.0.2")
    colleague.client.defaults["HTTP_X_FORWARDED_FOR"] = "203.0.113.9"
    colleague.come_in(writer)
