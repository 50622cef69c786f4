"""Every unlawful way to the public ends nowhere, for whoever tries; every lawful one ends in public."""

import pytest
from django.db import transaction

from tests.approval.paths import attempts  # noqa: F401
from tests.approval.paths.registry import PEOPLE, lawful, unlawful
from tests.approval.paths.world import World, try_path, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all; every attempt is undone, and the world itself at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def _django_db_helper(world):
    """In place of the plugin's own, which closes the connection after each test: the world lives in one transaction."""


@pytest.mark.parametrize("found", unlawful, ids=str)
def test_path__refused_whoever_tries(world, found):
    outcomes = {person: try_path(world, found, person) for person in PEOPLE}
    assert outcomes == dict.fromkeys(PEOPLE, ("refused", ""))


@pytest.mark.parametrize("found", lawful, ids=str)
def test_lawful_path__ends_in_public(world, found):
    assert walk(world, found) == (True, [])


def test_paths__are_at_least_forty():
    assert len({found.name for found in unlawful}) == len(unlawful) >= 40
