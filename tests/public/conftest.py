import pytest

from tests.public.addresses import ADDRESSES
from tests.public.reading import ask


@pytest.fixture(scope="session")
def answers(demo):
    """What the demonstration answers at the address of every public template, by the address's name."""
    return {address.name: ask(address.url(demo)) for address in ADDRESSES}
