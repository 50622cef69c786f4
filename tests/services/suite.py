"""The whole suite as `make test` runs it: on SQLite, then, but for the browser's tests, on PostgreSQL."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.services.paths import ROOT
from tests.services.postgres import Unavailable, postgres
from tests.services.wanting import lines, services_are_required

NO_TESTS = 5


def run(title, arguments, wants, environment=None):
    """One pass of pytest; its wants are added to `wants`."""
    print(f"\n=== {title} ===", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "wants.json"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", f"--wants={report}", *arguments],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            check=False,
        )
        if report.exists():
            for name, reason, number in json.loads(report.read_text()):
                wants[name, reason] += number
    return 0 if done.returncode == NO_TESTS else done.returncode


def main(arguments):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ.pop("DATABASE_URL", None)
    wants = Counter()
    outcomes = {"SQLite": run("The suite on SQLite", arguments, wants)}
    try:
        with postgres() as url:
            arguments = ["-m", "not browser", *arguments]
            outcomes["PostgreSQL"] = run("The suite on PostgreSQL", arguments, wants, {"DATABASE_URL": url})
    except Unavailable as error:
        wants["PostgreSQL", str(error)] = 0
        outcomes["PostgreSQL"] = int(services_are_required())
    print()
    for line in lines(wants):
        print(line)
    failed = [name for name, code in outcomes.items() if code]
    print(f"Failed on {' and '.join(failed)}." if failed else "All green.")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
