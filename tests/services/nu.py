"""The Nu HTML checker: many pages in one start of Java."""

import json
import shutil
import subprocess

import pytest

from tests.services.paths import SERVICES
from tests.services.wanting import want

JAR = SERVICES / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


class HtmlChecker:
    """Checks pages by name and HTML: `html_checker.errors({"home": response.text})`."""

    def __init__(self, folder):
        self.folder = folder

    def errors(self, pages):
        """A line for each error in `pages` ({name: HTML}); empty when all are valid."""
        folder = self.folder / "pages"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            path = folder / f"{number}.html"
            path.write_text(html, encoding="utf-8")
            names[path.name] = name
        done = subprocess.run(
            ["java", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", *sorted(folder.iterdir())],
            capture_output=True,
            text=True,
            check=True,
        )
        return [
            f"{names[message['url'].rpartition('/')[2]]}:{message.get('lastLine', 0)}: {message['message']}"
            f" {message.get('extract', '').strip()!r}"
            for message in json.loads(done.stdout)["messages"]
            if message["type"] in ("error", "non-document-error")
        ]


@pytest.fixture(scope="session")
def html_checker(tmp_path_factory):
    if shutil.which("java") is None:
        want("Java", "the HTML checker runs on it (apt-get install default-jre-headless)")
    if not JAR.exists():
        want("vnu-jar", "not installed; npm was missing (apt-get install npm, then make test)")
    return HtmlChecker(tmp_path_factory.mktemp("nu"))
