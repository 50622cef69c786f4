"""The desk is tested with the office of the approval: its departments, columns and people; and with a portal."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from home.portal import build_portal
from tests.approval.conftest import (
    column,
    office,
    other,
    people,
    shared_column,
    shared_office,
    shared_other,
    shared_people,
    shared_site,
    site,
)
from tests.factories import publish
from tests.home.helpers import make_portal_column

__all__ = [
    "column",
    "office",
    "other",
    "people",
    "portal_column",
    "shared_column",
    "shared_office",
    "shared_other",
    "shared_people",
    "shared_site",
    "site",
]


@pytest.fixture
def portal_column(db):
    """A public column of the portal."""
    return make_portal_column(publish(build_portal()), ["GZDT"], title="部门动态")


@pytest.fixture
def desk(client):
    """The panels that a person finds on the start page: heading and rows, from top to bottom."""

    def desk(user):
        client.force_login(user)
        soup = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
        panels = [panel for panel in soup.select("section.w-panel--dashboard") if panel.select("ul.desk-rows")]
        return {panel.h2.get_text(strip=True): panel.select("li") for panel in panels}

    return desk
