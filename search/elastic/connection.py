"""The way to Elasticsearch: short waits, one kind of error, and a pause after it did not answer.

The pause keeps visitors from waiting one after another for an engine that is down.
"""

import logging
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.core.cache import cache as remembered
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search.stores.base import Unavailable

ASKING_SECONDS, CHANGE_SECONDS, WORK_SECONDS = 2, 1, 60
PAUSE_SECONDS = 5
ASKED, TOLD = "search:engine-does-not-answer", "search:engine-does-not-listen"

logger = logging.getLogger(__name__)


@cache
def client_of(url):
    """The client of the engine at an address."""
    return Elasticsearch(url, max_retries=0, retry_on_timeout=False)


@contextmanager
def asking():
    """A client for a visitor's question. Raises Unavailable for whatever the engine does wrong."""
    if remembered.get(ASKED):
        raise Unavailable("The engine did not answer a moment ago.")
    with _guarded(ASKED, TOLD):
        yield client_of(settings.SEARCH_URL).options(request_timeout=ASKING_SECONDS)


@contextmanager
def working(seconds=WORK_SECONDS):
    """A client for writing. Raises Unavailable for whatever the engine does wrong."""
    with _guarded(TOLD):
        yield client_of(settings.SEARCH_URL).options(request_timeout=seconds)


def is_deaf():
    """Whether the engine took no change a moment ago."""
    return bool(remembered.get(TOLD))


@contextmanager
def _guarded(*pauses):
    try:
        yield
    except TransportError as error:
        remembered.set_many(dict.fromkeys(pauses, True), PAUSE_SECONDS)
        logger.warning("The search engine does not answer: %s", error)
        raise Unavailable(str(error)) from error
    except ApiError as error:
        logger.warning("The search engine refuses: %s", error)
        raise Unavailable(str(error)) from error
