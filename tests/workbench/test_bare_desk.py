"""The desk of a department that has just been made: nothing waits, no column is overdue."""

import pytest

pytestmark = pytest.mark.django_db


def test_desk__is_bare_when_nothing_is_to_be_done(desk, office):
    assert [name for name, person in office.items() if desk(person)] == []
