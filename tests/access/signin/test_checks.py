"""What production refuses to start with."""

import pytest

from cms.access.signin.checks import check_sign_in_is_strict


def numbers():
    return [error.id for error in check_sign_in_is_strict(None)]


def test_check__finds_nothing_when_the_settings_are_those_of_production(settings):
    assert numbers() == []


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("STRICT_SIGN_IN", False, "signin.E001"),
        ("SESSION_IDLE_SECONDS", 2 * 60 * 60, "signin.E002"),
        ("SESSION_IDLE_SECONDS", 0, "signin.E002"),
        ("SESSION_COOKIE_AGE", 14 * 24 * 60 * 60, "signin.E002"),
        ("TRUSTED_PROXY_COUNT", -1, "signin.E003"),
    ],
)
def test_check__refuses_a_weaker_sign_in(settings, name, value, number):
    setattr(settings, name, value)
    assert numbers() == [number]
