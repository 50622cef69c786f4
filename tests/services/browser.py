"""A real browser: the system's Chromium, driven by Playwright.

`page` is a fresh tab for the test; `open_page(width=390, javascript=False)` opens more, each signed in on its own.
Names below localhost resolve to this machine, all other hosts to nothing: a page that loads from elsewhere shows it.
"""

import os
import shutil

import pytest
from playwright.sync_api import Error, sync_playwright

from tests.services.wanting import want

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP localhost 127.0.0.1, MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND",
]
TIMEOUT = 30_000


def find_chromium():
    return next((path for path in map(shutil.which, NAMES) if path), None)


@pytest.fixture(scope="session")
def browser():
    """The browser of the run. Playwright keeps an event loop in this thread, which Django's ORM has to be told."""
    path = find_chromium()
    if path is None:
        want("Chromium", "no chromium in PATH (apt-get install chromium)")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Error as error:
            want("Chromium", f"{path} does not start: {error.message.splitlines()[0]}")
        yield started
        started.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser):
    """Opens tabs, each in a context of its own (its own cookies), and closes them after the test."""
    contexts = []

    def open_page(*, width=1440, height=900, javascript=True):
        context = browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
        )
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    return open_page()
