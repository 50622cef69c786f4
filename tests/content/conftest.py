import pytest

from tests.factories import make_column, make_department, make_site


@pytest.fixture
def site(db):
    """The site of an education department, public, without columns."""
    return make_site(make_department("jiaoyu", name="广东省教育厅", short_name="省教育厅"))


@pytest.fixture
def other_site(db):
    """The site of another department."""
    return make_site(make_department("minzheng", name="广东省民政厅", short_name="省民政厅"))


@pytest.fixture
def portal(db):
    """The portal, which has no department."""
    return make_site(None)


@pytest.fixture
def column(site):
    """The education department's column of policy documents."""
    return make_column(site, "ZCWJ")


@pytest.fixture
def news(site):
    """A column of the education department's own."""
    return make_column(site, code=None, title="校园新闻", slug="xiaoyuan")
