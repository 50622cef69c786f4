"""`make fuzz`: random queries and forms as a department's webmaster, until the time is up. No answer may be an error.

The demonstration in a fresh SQLite installation, reached through the WSGI application with its whole middleware. It is
crawled once; then come rounds of hostile requests, each from a copy of the same database and with a seed of its own,
so that one round can be repeated alone: FUZZ_SEED=<seed> FUZZ_ROUND=<number>. FUZZ_SECONDS says how long (600),
FUZZ_ACCOUNT who signs in. Every server error is printed with how to repeat it. The last line is one JSON object.
"""

import json
import os
import subprocess
import sys
import tempfile

from tests.services.paths import ROOT


def main():
    with tempfile.TemporaryDirectory(prefix="lingnan-fuzz-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            "DEBUG": "0",
            "DATABASE_URL": f"sqlite:///{folder}/fuzz.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "FUZZ_FOLDER": folder,
        }
        command = [sys.executable, "-m", "tests.benchmarks.fuzz_worker"]
        done = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        result = ""
        for line in done.stdout:
            result = line
            print(line, end="", flush=True)
        if done.wait():
            return done.returncode
    return int(json.loads(result)["server_errors"] > 0)


if __name__ == "__main__":
    sys.exit(main())
