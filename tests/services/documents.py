"""Real input, where it is at hand."""

import os

import pytest

from tests.services.paths import ROOT
from tests.services.wanting import want

BESIDE = ROOT.parent / "shared" / "data" / "documents.jsonl.gz"


@pytest.fixture(scope="session")
def real_documents():
    """The file of real documents, named by DOCUMENTS or lying beside the project."""
    named = os.environ.get("DOCUMENTS", "")
    path = ROOT / named if named else BESIDE
    if not path.is_file():
        want("real documents", f"{named or 'documents.jsonl.gz'} is not there", required=bool(named))
    return path
