"""`make bench-search`: how well and how fast the search finds, over real documents and judged questions.

    make bench-search [ENGINE=sqlite|postgresql] [DOCUMENTS=file.jsonl.gz] [JUDGEMENTS=file.jsonl] [SIZE=20000]

Without SIZE the real documents are searched, and the judged questions asked through the public address; with it, as
many documents made of them, for speed alone. The last line is one JSON object.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.services.documents import BESIDE
from tests.services.paths import ROOT
from tests.services.postgres import Unavailable, postgres

ENGINES = ("sqlite", "postgresql")
WORKER = "tests.benchmarks.search_worker"
RUNS = 5


def phase(name, url, *arguments):
    """Run one phase in a process of its own; what its last line says."""
    done = subprocess.run(
        [sys.executable, "-m", WORKER, name, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def middle(runs):
    """The run whose middle query is the median's."""
    return sorted(runs, key=lambda run: run["p50_ms"])[len(runs) // 2]


def main():
    engine = os.environ.get("ENGINE") or "sqlite"
    if engine not in ENGINES:
        print(f"ENGINE is one of {', '.join(ENGINES)}, not {engine}.", file=sys.stderr)
        return 2
    documents = Path(os.environ.get("DOCUMENTS") or BESIDE).resolve()
    judgements = Path(os.environ.get("JUDGEMENTS") or BESIDE.with_name("search_judgements.jsonl")).resolve()
    size = int(os.environ.get("SIZE") or 0)
    for path in (documents, judgements):
        if not path.is_file():
            print(f"Skipped: {path.name} is not there", file=sys.stderr)
            print(json.dumps({"skipped": f"{path.name} is not there"}))
            return int(bool(os.environ.get("DOCUMENTS") or os.environ.get("JUDGEMENTS")))
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="lingnan-bench-"))
        try:
            url = f"sqlite:///{folder}/search.sqlite3" if engine == "sqlite" else stack.enter_context(postgres())
        except Unavailable as error:
            print(f"PostgreSQL does not start: {error}", file=sys.stderr)
            return 1
        began = time.monotonic()
        found = {"engine": engine, **phase("fill", url, documents, folder, size)}
        print(f"Filled in {time.monotonic() - began:.0f} s: {found}", file=sys.stderr)
        if not size:
            found |= phase("quality", url, judgements, documents, folder)
        found |= middle([phase("speed", url, judgements) for _run in range(RUNS)])
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
