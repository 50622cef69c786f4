"""What every test may use. The services stand in tests/services/, one file each."""

import pytest

from cms.catalogue.store import compile_catalogue, compiled_sources, is_stale

pytest_plugins = [
    "tests.services.wanting",
    "tests.services.baseline",
    "tests.services.database",
    "tests.services.sharing",
    "tests.services.browser",
    "tests.services.nu",
    "tests.services.live",
    "tests.services.documents",
    "tests.services.workdays",
]

BROWSER_FIXTURES = {"browser", "page", "open_page"}


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogue():
    """Tests read what users read, so the messages are compiled before the first of them."""
    for path in filter(is_stale, compiled_sources()):
        compile_catalogue(path)


def pytest_collection_modifyitems(items):
    """Whatever opens a browser is marked so, and the run on PostgreSQL leaves it out."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & BROWSER_FIXTURES:
            item.add_marker(pytest.mark.browser)
        if "html_checker" in fixtures:
            item.add_marker(pytest.mark.needs_java)


@pytest.fixture
def task_queue(settings, monkeypatch, tmp_path):
    """Tasks wait in the database, as they do in production, until `call_command("work", once=True)` runs them.

    The worker closes connections between tasks; here it must not close the one whose transaction the test rolls back.
    It anchors the publication log too, in a file of the test's own: no later test has this one's log.
    """
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.PUBLICATION_ANCHOR_FILE = str(tmp_path / "anchors.jsonl")
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
