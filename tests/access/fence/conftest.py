import pytest

from tests.access.fence.helpers import give_files


@pytest.fixture
def files(own, foreign):
    """Files of both departments."""
    return give_files(own), give_files(foreign)
