"""The desk is tested with the office of the approval: its departments, columns and people; and with a portal."""

import pytest

from home.portal import build_portal
from tests.approval.conftest import column, office, other, people, site
from tests.factories import publish
from tests.home.helpers import make_portal_column

__all__ = ["column", "office", "other", "people", "portal_column", "site"]


@pytest.fixture
def portal_column(db):
    """A public column of the portal."""
    return make_portal_column(publish(build_portal()), ["GZDT"], title="部门动态")
