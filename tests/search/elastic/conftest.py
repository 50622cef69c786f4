"""The engine as production uses it: it hears of what was committed, and may be down, slow or full."""

import socket
import threading
from contextlib import closing

import pytest
from django.core.cache import cache

from search import stores
from search.elastic.connection import working
from search.elastic.indexes import Indexes, alias
from search.jobs import settle
from search.stores import store
from tests.services.wanting import want


class Engine:
    """What happens to the engine, and what a test tells it."""

    def __init__(self, settings, told):
        self.settings, self.told, self.url = settings, told, settings.SEARCH_URL

    def moves_to(self, url):
        """The engine is at another address now; an earlier failure is forgotten."""
        self.settings.SEARCH_URL = url
        cache.clear()

    def goes_down(self):
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.moves_to(f"http://127.0.0.1:{free.getsockname()[1]}")

    def comes_back(self):
        self.moves_to(self.url)

    def takes_nothing(self, really=True):
        """As where its disk is full."""
        cache.clear()
        with working() as client:
            block = {"index.blocks.read_only_allow_delete": really or None}
            client.indices.put_settings(index=f"{alias()}-*", settings=block)

    def hears(self, change):
        """Do what a request does, which commits."""
        with self.told(execute=True):
            change()
        self.shows()

    def shows(self):
        """What was told can be found at once."""
        cache.clear()
        with working() as client:
            client.indices.refresh(index=f"{alias()}*")

    def settles(self):
        """The job of every minute."""
        settle()
        self.shows()

    def names(self):
        with working() as client:
            return [*Indexes(client).own, *Indexes(client).older]


@pytest.fixture
def engine(settings, prompt_engine, django_capture_on_commit_callbacks, province):
    if not settings.SEARCH_URL:
        want("Elasticsearch", "SEARCH_URL names no engine")
    settings.SEARCH_PREFIX = "own-"
    stores.ELASTICSEARCH = "search.elastic.store.ElasticStore"
    store.cache_clear()
    engine = Engine(settings, django_capture_on_commit_callbacks)
    store().clear()
    engine.shows()
    yield engine
    engine.comes_back()
    with working() as client:
        indexes = Indexes(client)
        indexes.drop([*indexes.own, *indexes.older])


@pytest.fixture
def silent_engine(engine):
    """An engine that takes a question and says nothing for as long as anybody waits."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=8)) as server:
        waiting = []

        def take():
            while True:
                try:
                    waiting.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        engine.moves_to(f"http://127.0.0.1:{server.getsockname()[1]}")
        yield engine
        server.shutdown(socket.SHUT_RDWR)
        for each in waiting:
            each.close()
