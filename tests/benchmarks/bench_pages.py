"""`make bench-pages`: statements, CPU and bytes of public pages at 200, 2,000 and 20,000 pages.

Each size is an installation of its own (51 sites, SQLite) held open by a process of its own; the three are asked in
turn, so that a machine that slows down slows all of them. Pages are uncached, the process's caches are warm. The last
line is one JSON object.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "200 2000 20000").split())
ROUNDS = 25
LIMIT_STATEMENTS = 8
LIMIT_GROWTH = 1.2


class Installation:
    """A process that holds one installation and measures a page when asked."""

    def __init__(self, size, folder):
        self.size = size
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            "DATABASE_URL": f"sqlite:///{folder}/{size}.sqlite3",
            "MEDIA_ROOT": f"{folder}/media-{size}",
            "DEBUG": "0",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.page_worker", str(size)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self.kinds = json.loads(self.process.stdout.readline())

    def measure(self, kind):
        """Statements, CPU milliseconds and bytes of one answer."""
        self.process.stdin.write(f"{kind}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    with tempfile.TemporaryDirectory(prefix="lingnan-bench-") as folder:
        installations = [Installation(size, Path(folder)) for size in SIZES]
        samples = {}
        for _round in range(ROUNDS):
            for kind in installations[0].kinds:
                for installation in installations:
                    samples.setdefault((installation.size, kind), []).append(installation.measure(kind))
        for installation in installations:
            installation.close()
    report(samples, installations[0].kinds)


def report(samples, kinds):
    pages = [
        {
            "size": size,
            "kind": kind,
            "sql": max(sample["sql"] for sample in found),
            "cpu_ms": round(statistics.median(sample["cpu_ms"] for sample in found), 2),
            "bytes": found[-1]["bytes"],
        }
        for (size, kind), found in samples.items()
    ]
    cpu = {(page["size"], page["kind"]): page["cpu_ms"] for page in pages}
    growth = {kind: round(cpu[SIZES[-1], kind] / cpu[SIZES[0], kind], 2) for kind in kinds}
    for kind in kinds:
        counts = {page["sql"] for page in pages if page["kind"] == kind}
        sound = len(counts) == 1 and max(counts) <= LIMIT_STATEMENTS and growth[kind] <= LIMIT_GROWTH
        print(f"{kind:<22} statements {sorted(counts)}  growth {growth[kind]}  {'ok' if sound else 'FALLS SHORT'}")
    print(json.dumps({"pages": pages, "growth": growth}))


if __name__ == "__main__":
    main()
