"""What a machine lacks is said by name and reason at the end of a run; with REQUIRE_SERVICES=1 it is a failure."""

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

SENTENCE = "for want of {name}: {reason}"
PATTERN = re.compile(r"for want of (?P<name>[^:]+): (?P<reason>.+)", re.DOTALL)


def services_are_required():
    return os.environ.get("REQUIRE_SERVICES", "") not in ("", "0")


def want(name, reason, *, required=None):
    """Skip the test for want of `name`, or fail it where services are required."""
    sentence = SENTENCE.format(name=name, reason=reason)
    if services_are_required() if required is None else required:
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def lines(wants):
    """The report of the skipped tests, a line each: {(name, reason): number of tests}."""
    for (name, reason), number in sorted(wants.items()):
        tests = f" ({number} test{'s' if number > 1 else ''})" if number else ""
        yield f"Skipped for want of: {name}: {reason}{tests}"


def wants_of(reports):
    """The wants among reports of skipped tests, counted."""
    found = Counter()
    for report in reports:
        if isinstance(report.longrepr, tuple) and (match := PATTERN.search(report.longrepr[2])):
            found[match["name"], match["reason"]] += 1
    return found


def pytest_addoption(parser):
    parser.addoption("--wants", type=Path, help="Write what was skipped for want of something to this file, as JSON.")


def pytest_unconfigure(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput"):
        return
    wants = wants_of(reporter.stats.get("skipped", []))
    for line in lines(wants):
        reporter.write_line(line, yellow=True)
    if config.option.wants:
        config.option.wants.write_text(json.dumps([[*key, number] for key, number in wants.items()]))
