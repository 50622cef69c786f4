"""`make bench-log`: how long the verification of a publication log of 100,000 entries takes, anchors included.

A fresh SQLite installation whose log is written with the log's own hashing and anchored four times while it grows. It
is verified as it is, and again after one entry was changed. The last line is one JSON object.
"""

import os
import subprocess
import sys
import tempfile

from tests.services.paths import ROOT

WORKER = "tests.benchmarks.log_worker"


def main():
    with tempfile.TemporaryDirectory(prefix="lingnan-bench-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "DATABASE_URL": f"sqlite:///{folder}/log.sqlite3",
            "TMPDIR": folder,
        }
        return subprocess.run([sys.executable, "-m", WORKER], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
