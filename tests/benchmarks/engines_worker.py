"""The phases of `bench_engines`, in a process of their own: what an engine finds, and what it makes of any string."""

import json
import sys
import time
from pathlib import Path

import django

django.setup()

from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from hypothesis import HealthCheck, given, settings  # noqa: E402

from tests.search.strings import QUERIES  # noqa: E402


def asked(client, query):
    address = {"q": query, "scope": "all"}
    return client.get("/search/", address, headers={"host": "localhost"})


def find(queries, folder, answers):
    """Write the documents that each query finds to a file."""
    sources = {page: source for source, page in json.loads((Path(folder) / "numbers.json").read_text()).items()}
    setup_test_environment()
    client = Client()
    found = {}
    for query in json.loads(Path(queries).read_text()):
        results = asked(client, query).context["results"].found
        pages = [*results.pages, *(older for others in results.older.values() for older in others)]
        found[query] = [sources[page] for page in pages]
    Path(answers).write_text(json.dumps(found, ensure_ascii=False))
    return {}


def strings(count):
    """Ask so many generated strings: how many are not answered, and how long the slowest takes."""
    client = Client(raise_request_exception=False)
    taken, errors = [], []

    @settings(max_examples=int(count), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(QUERIES)
    def ask(query):
        began = time.perf_counter()
        response = asked(client, query.encode("utf-8", "surrogatepass"))
        taken.append(time.perf_counter() - began)
        if response.status_code != 200:
            errors.append(query)

    ask()
    return {"strings": len(taken), "server_errors": len(errors), "worst_ms": round(max(taken) * 1000, 1)}


if __name__ == "__main__":
    phases = {"find": find, "strings": strings}
    print(json.dumps(phases[sys.argv[1]](*sys.argv[2:])))
