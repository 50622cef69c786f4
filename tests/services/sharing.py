"""Rows that the tests of a module share: made once, in a transaction around them; each test has a copy of its own.

    @pytest.fixture(scope="module")
    def shared_site(module_database):
        return make_site(make_department("jiaoyu"))

    @pytest.fixture
    def site(shared_site, own_copy):
        return own_copy(shared_site)

What a test changes in the database is rolled back to what the module made, what it changes in the objects stays in
its copy. A test that commits cannot stand in such a transaction: it makes its rows itself.
"""

import copy

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def module_database(django_db_setup, django_db_blocker):
    """A transaction around the tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def own_copy(db):
    """Copies what the module shares; what is one object in two of them is one object in the copies too."""
    copied = {}
    return lambda shared: copy.deepcopy(shared, copied)
