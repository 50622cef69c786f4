import pytest

from tests.factories import make_column, make_department, make_site


@pytest.fixture(scope="module")
def shared_site(module_database):
    return make_site(make_department("jiaoyu", name="广东省教育厅", short_name="省教育厅"))


@pytest.fixture
def site(shared_site, own_copy):
    """The site of an education department, public, without columns."""
    return own_copy(shared_site)


@pytest.fixture(scope="module")
def shared_other_site(module_database):
    return make_site(make_department("minzheng", name="广东省民政厅", short_name="省民政厅"))


@pytest.fixture
def other_site(shared_other_site, own_copy):
    """The site of another department."""
    return own_copy(shared_other_site)


@pytest.fixture(scope="module")
def shared_portal(module_database):
    return make_site(None)


@pytest.fixture
def portal(shared_portal, own_copy):
    """The portal, which has no department."""
    return own_copy(shared_portal)


@pytest.fixture(scope="module")
def shared_column(shared_site):
    return make_column(shared_site, "ZCWJ")


@pytest.fixture
def column(shared_column, own_copy):
    """The education department's column of policy documents."""
    return own_copy(shared_column)


@pytest.fixture(scope="module")
def shared_news(shared_site):
    return make_column(shared_site, code=None, title="校园新闻", slug="xiaoyuan")


@pytest.fixture
def news(shared_news, own_copy):
    """A column of the education department's own."""
    return own_copy(shared_news)
