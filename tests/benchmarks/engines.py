"""The three engines for measuring: each with a database of its own, and a way to run a phase there."""

import json
import os
import subprocess
import sys

from tests.services import elasticsearch, elasticsearch_home, postgres
from tests.services.paths import ROOT

ENGINES = ("sqlite", "postgresql", "elasticsearch")
Unavailable = (postgres.Unavailable, elasticsearch_home.Unavailable)


def environment_of(engine, folder, stack):
    """Start what the engine needs, until the stack is closed; returns the settings that choose it.

    Raises one of Unavailable where it does not start.
    """
    if engine == "sqlite":
        return {"DATABASE_URL": f"sqlite:///{folder}/search.sqlite3", "SEARCH_URL": ""}
    found = {"DATABASE_URL": stack.enter_context(postgres.postgres()), "SEARCH_URL": ""}
    if engine == "elasticsearch":
        found |= {
            "SEARCH_URL": stack.enter_context(elasticsearch.elasticsearch()),
            "SEARCH_PREFIX": elasticsearch.PREFIX,
        }
    return found


def run(worker, environment, *arguments):
    """Run a phase of a worker in a process of its own; what its last line says."""
    done = subprocess.run(
        [sys.executable, "-m", worker, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])
