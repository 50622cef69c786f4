"""The house's own habits, checked on the sources themselves."""

import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

from tests.services.paths import ROOT

PACKAGES = ("cms", "sites", "home")
SOURCE_SUFFIXES = {".py", ".html", ".css", ".js", ".sh", ".md", ".toml"}
LONGEST = 400
# What a StreamField's blocks would leave behind in a migration.
BLOCK_DEFINITIONS = ("block_lookup", "wagtail.blocks", ".blocks.")


def sources():
    """Files that git knows or would take, but for migrations and demo content."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for name in listed:
        path = ROOT / name
        is_own = "migrations" not in path.parts and not name.startswith("fixtures/")
        if is_own and path.suffix in SOURCE_SUFFIXES and path.is_file():
            yield path


@pytest.fixture(scope="module")
def imports():
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def test_files__have_at_most_400_lines():
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_bytes().splitlines()) for path in sources()}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_imports__keep_to_the_layers():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_imports__have_no_cycle_between_modules(imports):
    graph = {module: imports.find_modules_directly_imported_by(module) for module in imports.modules}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(reversed(error.args[1])))


def test_migrations__hold_no_block_definitions():
    migrations = [path for package in PACKAGES for path in (ROOT / package).rglob("migrations/0*.py")]
    assert migrations
    found = [path.name for path in migrations if any(mark in path.read_text() for mark in BLOCK_DEFINITIONS)]
    assert found == []
