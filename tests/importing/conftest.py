"""A portal with its library of laws, and two departments with open sites."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from cms.organisation.roles import Role
from tests.factories import make_column, make_department, make_planned_column, make_site, make_user


@pytest.fixture
def english():
    """Messages as they are written in the sources."""
    with translation.override("en"):
        yield


def make_world():
    """The portal's library, 教育厅 with a column of its own documents, 科技厅 without any column."""
    portal = make_site(None)
    make_planned_column("FLFG", name="法律法规", description="转载的法律法规", keywords="法律,转载")
    make_planned_column("ZCWJ", name="政策文件")
    library = make_column(portal, "FLFG")
    education = make_site(make_department("jiaoyu", name="广东省教育厅", short_name="省教育厅"))
    science = make_site(make_department("keji", name="广东省科学技术厅", short_name="省科技厅"))
    return SimpleNamespace(
        portal=portal,
        library=library,
        education=education,
        documents=make_column(education, "ZCWJ"),
        science=science,
        preparer=make_user("preparer", None, Role.PORTAL_EDITOR),
        reviewer=make_user("reviewer"),
        signer=make_user("signer"),
        secrecy=make_user("secrecy"),
    )


@pytest.fixture(scope="module")
def shared_world(module_database):
    return make_world()


@pytest.fixture
def world(shared_world, own_copy, english):
    """That province, and messages in English."""
    return own_copy(shared_world)
