import pytest

from cms.organisation.roles import Role
from cms.triggers.installing import remove
from tests.factories import make_user


@pytest.fixture
def anchors(settings, tmp_path):
    """An anchor file of the test's own, not written yet."""
    settings.PUBLICATION_ANCHOR_FILE = str(tmp_path / "anchors.jsonl")
    settings.PUBLICATION_LOG_KEY_FILE = str(tmp_path / "log.key")
    return tmp_path / "anchors.jsonl"


@pytest.fixture
def supervisor(db):
    return make_user("office", None, Role.SUPERVISOR)


@pytest.fixture
def behind_the_back(db):
    """As for one who may alter the schema: without triggers, until the test is rolled back."""
    remove()
