"""The whole suite as `make test` runs it: on SQLite and, but for the browser's tests, on PostgreSQL, side by side; and
the search's tests with Elasticsearch.

SQLite's output is shown as it comes; that of the others is kept meanwhile and follows it.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.services.elasticsearch import PREFIX, elasticsearch
from tests.services.elasticsearch_home import Unavailable as ElasticsearchUnavailable
from tests.services.paths import ROOT
from tests.services.postgres import Unavailable as PostgresqlUnavailable
from tests.services.postgres import postgres
from tests.services.wanting import lines, services_are_required

NO_TESTS = 5
WITHOUT_ENGINE = "--ignore=tests/search/elastic"
# Seconds between two looks at what a pass has written.
PACE = 0.5


class Pass:
    """One pass of pytest, as a process; its output stands in a file of `folder`."""

    def __init__(self, title, folder, arguments, environment=None):
        self.title = title
        self.report = folder / f"{title}.json"
        self.output = folder / f"{title}.txt"
        self.shown = 0
        own = ["-o", f"cache_dir=.cache/pytest-{title}", f"--wants={self.report}"]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pytest", "-q", *own, *arguments],
                cwd=ROOT,
                env={**os.environ, **(environment or {})},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def follow(self):
        """Show the output, what came before and what comes, until the pass ends; returns its exit code."""
        print(f"\n=== The suite on {self.title} ===", flush=True)
        while self.process.poll() is None:
            self._show()
            time.sleep(PACE)
        self._show()
        return 0 if self.process.returncode == NO_TESTS else self.process.returncode

    def _show(self):
        with self.output.open("rb") as output:
            output.seek(self.shown)
            sys.stdout.flush()
            shutil.copyfileobj(output, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            self.shown = output.tell()

    def wants(self):
        """What its tests were skipped for, counted."""
        rows = json.loads(self.report.read_text()) if self.report.exists() else []
        return Counter({(name, reason): number for name, reason, number in rows})


@contextmanager
def started(*arguments, **options):
    """A pass that ends with the block, at the latest."""
    running = Pass(*arguments, **options)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.terminate()
            running.process.wait()


def main(arguments):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    for name in ("DATABASE_URL", "SEARCH_URL"):
        os.environ.pop(name, None)
    wants, outcomes, passes = Counter(), {}, []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        passes.append(stack.enter_context(started("SQLite", folder, [WITHOUT_ENGINE, *arguments])))
        try:
            environment = {"DATABASE_URL": stack.enter_context(postgres())}
            without_browser = ["-m", "not browser", WITHOUT_ENGINE, *arguments]
            passes.append(stack.enter_context(started("PostgreSQL", folder, without_browser, environment)))
        except PostgresqlUnavailable as error:
            wants["PostgreSQL", str(error)] = 0
            outcomes["PostgreSQL"] = int(services_are_required())
        try:
            environment = {"SEARCH_URL": stack.enter_context(elasticsearch()), "SEARCH_PREFIX": PREFIX}
            of_the_search = arguments or ["tests/search", "-m", "not browser"]
            passes.append(stack.enter_context(started("Elasticsearch", folder, of_the_search, environment)))
        except ElasticsearchUnavailable as error:
            wants["Elasticsearch", str(error)] = 0
            outcomes["Elasticsearch"] = int(services_are_required())
        for each in passes:
            outcomes[each.title] = each.follow()
            wants.update(each.wants())
    print()
    for line in lines(wants):
        print(line)
    failed = [name for name, code in outcomes.items() if code]
    print(f"Failed on {' and '.join(failed)}." if failed else "All green.")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
