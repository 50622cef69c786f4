"""`make bench-checks`: what the checks find and what they wrongly hold up, on real documents and on made-up texts.

Every document is cleaned as the import does it and checked as a page; nothing is stored. The last line is one JSON
object; the documents that are held up are named by line and title before it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services.documents import BESIDE
from tests.services.paths import ROOT

WORKER = "tests.benchmarks.checks_worker"


def main(arguments):
    documents = (Path.cwd() / arguments[0]).resolve() if arguments else BESIDE
    if not documents.is_file():
        print(f"Skipped for want of real documents: {documents.name} is not there", file=sys.stderr)
        if arguments:
            return 1
    with tempfile.TemporaryDirectory(prefix="lingnan-bench-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "DATABASE_URL": f"sqlite:///{folder}/checks.sqlite3",
            "TMPDIR": folder,
        }
        return subprocess.run(
            [sys.executable, "-m", WORKER, str(documents)], cwd=ROOT, env=environment, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
