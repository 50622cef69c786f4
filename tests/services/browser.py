"""A real browser: the system's Chromium, driven by Playwright.

`page` is a fresh tab for the test; `open_page(width=390, javascript=False)` opens more, each signed in on its own.
Names below localhost resolve to this machine, all other hosts to nothing: a page that loads from elsewhere shows it.
"""

import shutil
from contextlib import ExitStack, contextmanager

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


@contextmanager
def chromium(path):
    """The browser at `path`, started. For scripts; tests take the fixtures."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def browser():
    """The browser of the run. Playwright keeps an event loop in this thread, which Django's ORM has to be told."""
    path = find_chromium()
    if path is None:
        want("Chromium", "no chromium in PATH (apt-get install chromium)")
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        try:
            started = stack.enter_context(chromium(path))
        except Error as error:
            want("Chromium", f"{path} does not start: {error.message.splitlines()[0]}")
        yield started


def new_page(browser, *, width=1440, height=900, javascript=True):
    """A tab in a context of its own: its own cookies, as a person in China would have it."""
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": height},
        java_script_enabled=javascript,
    )
    context.set_default_timeout(TIMEOUT)
    return context.new_page()


@pytest.fixture
def open_page(browser):
    """Opens tabs, `open_page(width=390, javascript=False)`, and closes them after the test."""
    pages = []

    def open_page(**options):
        pages.append(new_page(browser, **options))
        return pages[-1]

    yield open_page
    for page in pages:
        page.context.close()


@pytest.fixture
def page(open_page):
    return open_page()
