"""Running servers for the browser.

`live_sites`: the test's own database behind a server in this process; what the test makes is what the browser sees.
`demo`: the demo as `make demo` starts it, once a run, for checks that only read public pages or walk through them.
"""

import pytest
from django.core.cache import cache
from wagtail.models import Site

from cms.delivery.roots import forget_roots
from tests.services.running import address, running_demo


class LiveSites:
    """Addresses of the sites in the test's database. Call `refresh()` after making sites."""

    def __init__(self, port):
        self.port = port
        self.refresh()

    def refresh(self):
        """Let every site answer at the server's port."""
        Site.objects.update(port=self.port)
        cache.clear()
        forget_roots()

    def url(self, path="/", hostname="localhost"):
        return address(self.port, hostname, path)

    def department_url(self, slug, path="/"):
        return address(self.port, f"{slug}.localhost", path)


@pytest.fixture
def live_sites(live_server):
    return LiveSites(live_server.thread.port)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    with running_demo(tmp_path_factory.mktemp("demo")) as demo:
        yield demo
