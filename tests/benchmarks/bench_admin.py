"""`make bench-admin`: the admin of a department among many, beside stock Wagtail's with equal rights.

Three installations on copies of one SQLite database, each held open by a process: small, large, and large with the
tenants' seam taken out. They are asked in turn. The last line is one JSON object: for each surface the statements
when small and large, the CPU milliseconds of both admins and their ratio.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services.paths import ROOT

ROUNDS = 15
LIMIT_RATIO = 1.3
WORKER = "tests.benchmarks.admin_worker"
SETTINGS = {"stock": "tests.benchmarks.stock_settings"}


def environment(folder, name, mode):
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": SETTINGS.get(mode, "cms.settings.development"),
        "DATABASE_URL": f"sqlite:///{folder}/{name}.sqlite3",
        "MEDIA_ROOT": f"{folder}/media",
        "DEBUG": "0",
    }


def make(folder, name, mode):
    command = [sys.executable, "-m", WORKER, mode]
    subprocess.run(command, cwd=ROOT, env=environment(folder, name, mode), stdout=subprocess.DEVNULL, check=True)


class Installation:
    """A process that holds one installation open and measures a surface when asked."""

    def __init__(self, folder, name, mode):
        self.process = subprocess.Popen(
            [sys.executable, "-m", WORKER, mode],
            cwd=ROOT,
            env=environment(folder, name, mode),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.surfaces = json.loads(self.process.stdout.readline())

    def measure(self, surface):
        self.process.stdin.write(f"{surface}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    with tempfile.TemporaryDirectory(prefix="lingnan-bench-") as folder:
        make(folder, "small", "build")
        shutil.copy(Path(folder) / "small.sqlite3", Path(folder) / "large.sqlite3")
        make(folder, "large", "enlarge")
        shutil.copy(Path(folder) / "large.sqlite3", Path(folder) / "stock.sqlite3")
        held = {name: Installation(folder, name, name) for name in ("small", "large", "stock")}
        samples = {}
        for _round in range(ROUNDS):
            for surface in held["large"].surfaces:
                for name, installation in held.items():
                    samples.setdefault((surface, name), []).append(installation.measure(surface))
        for installation in held.values():
            installation.close()
    return report(samples, held["large"].surfaces)


def report(samples, surfaces):
    found, sound = {}, True
    for surface in surfaces:
        sql = {name: max(each["sql"] for each in samples[surface, name]) for name in ("small", "large", "stock")}
        cpu = {name: statistics.median(each["cpu_ms"] for each in samples[surface, name]) for name in sql}
        ratio = round(cpu["large"] / cpu["stock"], 2)
        well = sql["small"] == sql["large"] and ratio <= LIMIT_RATIO
        sound = sound and well
        found[surface] = {
            "statements_small": sql["small"],
            "statements_large": sql["large"],
            "statements_stock": sql["stock"],
            "cpu_ms": round(cpu["large"], 1),
            "stock_cpu_ms": round(cpu["stock"], 1),
            "ratio": ratio,
        }
        print(f"{surface:<22} {found[surface]}  {'ok' if well else 'FALLS SHORT'}")
    print(json.dumps(found, ensure_ascii=False))
    return int(not sound)


if __name__ == "__main__":
    sys.exit(main())
