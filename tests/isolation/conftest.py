import pytest
from django.test import override_settings

from tests.isolation.world import build_world


@pytest.fixture(scope="module")
def shared_world(module_database, tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield build_world()


@pytest.fixture
def world(shared_world, own_copy):
    """The portal, the own department and the other one, each with one of everything."""
    return own_copy(shared_world)
