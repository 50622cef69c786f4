"""An import into an installation that has no portal yet."""

import pytest
from django.core.management.base import CommandError

from tests.importing.helpers import import_rows, row


def test_import__refused_when_the_portal_has_no_library(db, english, tmp_path):
    with pytest.raises(CommandError, match="ZCWJ"):
        import_rows(tmp_path, row())
