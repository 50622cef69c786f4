"""`make bench-search`: how well and how fast the search finds, over real documents and judged questions.

    make bench-search [ENGINE=sqlite|postgresql|elasticsearch] [DOCUMENTS=file.jsonl.gz] [JUDGEMENTS=file.jsonl]
                      [SIZE=20000]

Without SIZE the real documents are searched, and the judged questions asked through the public address; with it, as
many documents made of them, for speed alone. The last line is one JSON object.
"""

import json
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.engines import ENGINES, Unavailable, environment_of, run
from tests.services.documents import BESIDE

WORKER = "tests.benchmarks.search_worker"
RUNS = 5


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
            environment = environment_of(engine, folder, stack)
        except Unavailable as error:
            print(f"The engine does not start: {error}", file=sys.stderr)
            return 1

        def phase(name, *arguments):
            return run(WORKER, environment, name, *arguments)

        began = time.monotonic()
        found = {"engine": engine, **phase("fill", documents, folder, size)}
        print(f"Filled in {time.monotonic() - began:.0f} s: {found}", file=sys.stderr)
        if not size:
            found |= phase("quality", judgements, documents, folder)
        found |= middle([phase("speed", judgements) for _run in range(RUNS)])
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
