"""The test database on SQLite is a file: a live server and concurrent writers need connections of their own.

With --reuse-db it stands beside the database that DATABASE_URL names, and survives the run.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from cms.delivery.roots import forget_roots

LEFTOVERS = ("-wal", "-shm", "-journal")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, request, tmp_path_factory):
    config = settings.DATABASES["default"]
    if not config["ENGINE"].endswith("sqlite3"):
        return
    name = Path(config["NAME"])
    if request.config.getoption("reuse_db") and name.is_absolute():
        target = name.with_name(f"test_{name.name}")
    else:
        target = tmp_path_factory.mktemp("database") / "test.sqlite3"
    if not request.config.getoption("reuse_db"):
        for suffix in ("", *LEFTOVERS):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
    config.setdefault("TEST", {})["NAME"] = str(target)


@pytest.fixture(autouse=True)
def fresh_caches():
    """What one test left in the process's memory is not the next one's answer."""
    cache.clear()
    forget_roots()
