"""`make bench-isolation`: every address of the admin, tried with another department's objects as six people.

A fresh SQLite installation in a folder of its own. The last line is one JSON object: `routes` of the admin, `requests`
sent, `leaks` (marked words or bytes shown, and answers that tell a foreign object from none), `changes` of foreign
rows, server `errors`, and how many routes stayed `unfilled`. What was found stands before it, line by line.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services.paths import ROOT


def main():
    with tempfile.TemporaryDirectory(prefix="lingnan-bench-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'isolation.sqlite3'}",
            "MEDIA_ROOT": f"{folder}/media",
        }
        command = [sys.executable, "-m", "tests.benchmarks.isolation_worker"]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    *lines, result = done.stdout.splitlines()
    print("\n".join(lines))
    print(result)
    found = json.loads(result)
    return int(any(found[name] for name in ("leaks", "changes", "errors", "unfilled")))


if __name__ == "__main__":
    sys.exit(main())
