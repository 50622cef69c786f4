"""`make bench-import`: the import of documents, sign-off included, against Wagtail's stock way with the same rows.

A fresh SQLite installation with the portal and every hosted department's site, built by the product's own factories.
Import and stock way each run in a process of their own, on a copy of it. The last line is one JSON object.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.services.documents import BESIDE
from tests.services.paths import ROOT

STOCK_DOCUMENTS = int(os.environ.get("BENCH_STOCK_DOCUMENTS", "300"))
WORKER = "tests.benchmarks.import_worker"


def phase(name, folder, database, *arguments):
    """Run one phase in a process of its own; what its last line says."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": f"sqlite:///{folder}/{database}.sqlite3",
        "TMPDIR": str(folder),
    }
    done = subprocess.run(
        [sys.executable, "-m", WORKER, name, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def main(arguments):
    documents = (Path.cwd() / arguments[0]).resolve() if arguments else BESIDE
    if not documents.is_file():
        print(f"Skipped for want of real documents: {documents.name} is not there", file=sys.stderr)
        print(json.dumps({"skipped": f"{documents.name} is not there"}))
        return int(bool(arguments))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lingnan-bench-") as folder:
        built = phase("build", folder, "import")
        shutil.copy(Path(folder) / "import.sqlite3", Path(folder) / "stock.sqlite3")
        print(f"Built {built['sites']} sites in {time.monotonic() - began:.0f} s", file=sys.stderr)
        imported = phase("import", folder, "import", documents, Path(folder) / "rejects.jsonl")
        stock = phase("stock", folder, "stock", documents, STOCK_DOCUMENTS)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"Largest process of the whole run: {children} MB", file=sys.stderr)
    print(json.dumps(imported | stock, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
