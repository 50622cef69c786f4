"""Real deadlines of twenty years, where they are at hand, and a calendar that remembers nothing of other tests."""

import json
import os

import pytest

from cms.workdays import source
from tests.services.paths import ROOT
from tests.services.wanting import want

BESIDE = ROOT.parent / "shared" / "data" / "workdays.json"


@pytest.fixture(autouse=True)
def fresh_calendar():
    """The exceptions of the offices are read anew in each test, whatever the one before stored and rolled back."""
    source.forget()


@pytest.fixture(scope="session")
def real_workdays():
    """The deadlines and exceptional days in the file named by WORKDAYS or lying beside the project."""
    named = os.environ.get("WORKDAYS", "")
    path = ROOT / named if named else BESIDE
    if not path.is_file():
        want("real working days", f"{named or 'workdays.json'} is not there", required=bool(named))
    return json.loads(path.read_text(encoding="utf-8"))
