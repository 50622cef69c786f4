"""`make bench-gate`: every known way to the public, tried by four people, and what the gate costs beside stock Wagtail.

A fresh SQLite installation in a folder of its own. The last line is one JSON object: `paths` tried by how many
`people`, how many attempts were `refused` and how many `leaked`, how many of the `lawful` ways ended in public
(`lawful_live`), and the cost of saving a draft (milliseconds, gate and stock) and of publishing (statements, gate and
stock).
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
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'gate.sqlite3'}",
            "MEDIA_ROOT": f"{folder}/media",
        }
        command = [sys.executable, "-m", "tests.benchmarks.gate_worker"]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    *lines, result = done.stdout.splitlines()
    print("\n".join(lines))
    print(result)
    found = json.loads(result)
    return int(found["leaked"] > 0 or found["lawful_live"] < found["lawful"])


if __name__ == "__main__":
    sys.exit(main())
