import copy

import pytest
from django.db import transaction
from django.test import Client

from tests.escalation.answers import words_of
from tests.escalation.offices import MARK, make_office, rows_of, standing


@pytest.fixture(scope="module")
def offices(django_db_setup, django_db_blocker):
    """Both departments, made once for the attempts of a module; each attempt is undone by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_office("jiaoyu"), make_office("caizheng", MARK)
        transaction.set_rollback(True)


@pytest.fixture
def own(offices, db):
    return copy.deepcopy(offices[0])


@pytest.fixture
def foreign(offices, db):
    return copy.deepcopy(offices[1])


class Attempt:
    """A request as somebody of the own department: the other's rows stay, its words are not told, no right is won."""

    def __init__(self, own, foreign):
        self.own, self.foreign, self.client = own, foreign, Client()
        self.before = None
        self.by(own.webmaster)

    def by(self, user):
        """From now on this person asks."""
        self.user = user
        self.client.force_login(user, "cms.access.signin.accounts.AccountBackend")
        return self

    def afresh(self):
        """The other department did something itself: from now on this is how its rows stand."""
        self.before = None
        return self

    def get(self, url, data=None, **kwargs):
        return self("get", url, data, **kwargs)

    def post(self, url, data=None, **kwargs):
        return self("post", url, data, **kwargs)

    def __call__(self, method, url, data=None, **kwargs):
        self.before = self.before or rows_of(self.foreign)
        rights = standing(self.user)
        response = getattr(self.client, method)(url, data, **kwargs)
        places = [url]
        while response.status_code in (301, 302):
            places.append(response.url)
            assert response.url.startswith(("/", "http://testserver/")), f"sent away to {response.url}"
            response = self.client.get(response.url)
        assert rows_of(self.foreign) == self.before
        assert standing(self.user) == rights
        response.words = words_of(response)
        assert MARK.lower() not in response.words.lower()
        assert MARK.lower() not in "".join(places[1:]).lower()
        assert MARK.lower() not in str(response.headers).lower()
        assert response.status_code < 500
        response.places = places
        return response


@pytest.fixture
def attempt(own, foreign):
    return Attempt(own, foreign)


@pytest.fixture
def lawful(own):
    """A client of the own webmaster, for the counterpart that is accepted."""
    client = Client()
    client.force_login(own.webmaster, "cms.access.signin.accounts.AccountBackend")
    return client
