pytest_plugins = ["pytester"]

WANTING = """
import pytest
from tests.services.wanting import want

@pytest.fixture(scope="session")
def java():
    want("Java", "it is not installed")

def test_one(java):
    pass

def test_two(java):
    pass

def test_three():
    pass

@pytest.mark.skip(reason="of its own")
def test_four():
    pass
"""


def run(pytester, monkeypatch, required):
    monkeypatch.setenv("REQUIRE_SERVICES", required)
    pytester.makepyfile(WANTING)
    return pytester.runpytest_inprocess("-p", "tests.services.wanting", "-p", "no:django")


def test_want__skips_and_is_said_at_the_end_when_services_are_optional(pytester, monkeypatch):
    result = run(pytester, monkeypatch, required="")
    result.assert_outcomes(passed=1, skipped=3)
    assert result.outlines[-1] == "Skipped for want of: Java: it is not installed (2 tests)"


def test_want__fails_when_services_are_required(pytester, monkeypatch):
    result = run(pytester, monkeypatch, required="1")
    result.assert_outcomes(passed=1, skipped=1, errors=2)
    result.stdout.fnmatch_lines(["*for want of Java: it is not installed*"])
