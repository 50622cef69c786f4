import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.organisation.roles import Role
from tests.access.signin.clock import Clock
from tests.access.signin.door import Door
from tests.factories import make_department, make_user


@pytest.fixture(autouse=True)
def strict(settings):
    """As in production, and as long."""
    settings.STRICT_SIGN_IN = True
    settings.SESSION_IDLE_SECONDS = 30 * 60


@pytest.fixture
def clock(monkeypatch):
    """Time that goes on when the test says so."""
    return Clock(monkeypatch)


@pytest.fixture
def door(client):
    """A browser in front of the admin."""
    return Door(client)


@pytest.fixture
def department(db):
    return make_department("jiaoyu")


@pytest.fixture
def writer(department):
    """Whose roles need no second factor."""
    return make_user("w", department, Role.WEBMASTER, email="w@example.cn")


@pytest.fixture
def signer(department):
    """Who must have a second factor."""
    return make_user("s", department, Role.SIGNER, email="s@example.cn")


@pytest.fixture
def keeper(db):
    """The security administrator."""
    return make_user("keeper", None, Role.SECURITY_ADMINISTRATOR)


@pytest.fixture
def statements():
    """How many statements an action costs."""

    def _statements(action):
        with CaptureQueriesContext(connection) as captured:
            action()
        return len(captured)

    return _statements
