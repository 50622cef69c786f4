"""The phases of `bench_search`, in a process of their own: fill an installation, then ask it."""

import gzip
import json
import re
import sys
import time
from pathlib import Path
from statistics import median

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from wagtail.models import Site  # noqa: E402

from search.finding import passages_in_all  # noqa: E402
from search.indexing import catch_up  # noqa: E402
from search.models import Passage  # noqa: E402
from search.narrowing import Scope  # noqa: E402
from search.query import SearchQuery  # noqa: E402
from search.results import Results  # noqa: E402
from search.stores import store  # noqa: E402
from tests.benchmarks import search_installation as installation  # noqa: E402

TOP = 10


def say(text):
    print(text, file=sys.stderr, flush=True)


def fill(documents, folder, size):
    """Build the installation and index it."""
    folder, size = Path(folder), int(size)
    library = installation.build()
    rows = folder / "rows.jsonl"
    if size:
        installation.made(documents, rows, size)
    else:
        installation.real(documents, rows)
    numbers = installation.fill(library, rows, lambda _text: None)
    say(f"{len(numbers)} documents written")
    before = installation.megabytes()
    began = time.monotonic()
    catch_up(lambda done, _last: done % 1000 or say(f"{done} indexed"))
    store().settle()
    seconds = time.monotonic() - began
    (folder / "numbers.json").write_text(json.dumps(numbers))
    return {
        "documents": len(numbers),
        "passages": Passage.objects.count(),
        "index_documents_per_second": round(len(numbers) / seconds, 1),
        "index_mb": round(installation.megabytes() - before, 1),
    }


def quality(judgements, documents, folder):
    """How high the judged documents stand, any version of a law counting, for each half of the questions."""
    numbers = json.loads((Path(folder) / "numbers.json").read_text())
    groups = _groups(documents)
    page_groups = {number: groups.get(source, source) for source, number in numbers.items()}
    setup_test_environment()
    client = Client()
    halves = [[], []]
    recalls = []
    for place, line in enumerate(Path(judgements).read_text().splitlines()):
        judged = json.loads(line)
        wanted = {groups.get(each["doc_id"], each["doc_id"]) for each in judged["relevant"]}
        response = client.get("/search/", {"q": judged["query"], "scope": "all"}, headers={"host": "localhost"})
        pages = response.context["results"].found.pages if response.context["results"] else []
        seen = list(dict.fromkeys(page_groups[page] for page in pages))[:TOP]
        halves[place % 2].append(next((1 / rank for rank, group in enumerate(seen, 1) if group in wanted), 0))
        recalls.append(len(wanted.intersection(seen)) / len(wanted))
    return {
        **_scores("", halves[0] + halves[1]),
        **_scores("tuned_", halves[0]),
        **_scores("other_", halves[1]),
        "recall_at_10": round(sum(recalls) / len(recalls), 3),
    }


def _groups(documents):
    with gzip.open(documents, "rt") as source:
        rows = [json.loads(line) for line in source]
    return {row["id"]: row.get("version_group") or row["id"] for row in rows}


def _scores(name, found):
    return {
        f"{name}hit_at_10": round(sum(map(bool, found)) / len(found), 3),
        f"{name}mrr_at_10": round(sum(found) / len(found), 3),
    }


def speed(judgements):
    """How long the query of a result page takes, facets and count included, in milliseconds."""
    rows = [json.loads(line) for line in Path(judgements).read_text().splitlines()]
    questions = [row["query"] for row in rows]
    words = [word for row in rows for word in re.split(r"[；、，,;\s]+", row.get("keywords") or "") if word]
    keywords = list(dict.fromkeys(words))[:300]
    found = {}
    for name, queries in (("keyword", keywords), ("question", questions)):
        taken = sorted(_seconds(query) for query in queries)
        found |= {
            f"{name}_p50_ms": _ms(median(taken)),
            f"{name}_p95_ms": _ms(taken[int(len(taken) * 0.95)]),
            f"{name}_max_ms": _ms(taken[-1]),
        }
        found.setdefault("all", []).extend(taken)
    taken = sorted(found.pop("all"))
    return {
        "p50_ms": _ms(median(taken)),
        "p95_ms": _ms(taken[int(len(taken) * 0.95)]),
        "max_ms": _ms(taken[-1]),
        **found,
    }


def _seconds(query):
    cache.clear()
    passages_in_all()
    asked = SearchQuery(text=query)
    site = Site.objects.get(is_default_site=True)
    began = time.perf_counter()
    Results(asked, Scope.PORTAL, site.pk)
    return time.perf_counter() - began


def _ms(seconds):
    return round(seconds * 1000, 1)


if __name__ == "__main__":
    phases = {"fill": fill, "quality": quality, "speed": speed}
    print(json.dumps(phases[sys.argv[1]](*sys.argv[2:])))
