"""Whatever is typed is answered: no error, no matter what (bar 5). SEARCH_STRINGS=10000 tries as many."""

import os
import time

from hypothesis import HealthCheck, given, settings

from tests.search.strings import QUERIES

STRINGS = int(os.environ.get("SEARCH_STRINGS", "150"))
MOST_SECONDS = 5


def test_anything__is_answered(ask):
    slowest = 0.0

    @settings(max_examples=STRINGS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(QUERIES)
    def answered(query):
        nonlocal slowest
        began = time.perf_counter()
        response = ask(query.encode("utf-8", "surrogatepass"))
        slowest = max(slowest, time.perf_counter() - began)
        assert response.status_code == 200

    answered()
    assert slowest < MOST_SECONDS
