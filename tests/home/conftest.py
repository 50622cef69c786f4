"""A portal and two departments with their sites."""

from types import SimpleNamespace

import pytest

from cms.delivery.roots import forget_roots
from cms.organisation.roles import Role
from home.models import SectionPage
from home.portal import build_portal
from tests.factories import make_column, make_department, make_site, make_user, publish
from tests.home.helpers import add_below, address


@pytest.fixture(autouse=True)
def fresh_roots():
    """The map of sites of another test is none of this one's."""
    forget_roots()
    yield
    forget_roots()


@pytest.fixture(scope="module")
def shared_portal(module_database):
    home = publish(build_portal())
    return SimpleNamespace(
        home=home,
        site=home.get_site(),
        editor=make_user("editor", None, Role.PORTAL_EDITOR),
        supervisor=make_user("supervisor", None, Role.SUPERVISOR),
    )


@pytest.fixture
def portal(shared_portal, own_copy):
    """The portal, public, with the people who compose it."""
    return own_copy(shared_portal)


@pytest.fixture(scope="module")
def shared_section(shared_portal):
    page = SectionPage(title="政务公开", slug="zhengwu", block="open_government", live=False)
    return add_below(shared_portal.home, page)


@pytest.fixture
def section(shared_section, own_copy):
    """A section of the portal."""
    return own_copy(shared_section)


def department_site(slug):
    """A department with a public site, columns for documents and news, and a webmaster."""
    site = make_site(make_department(slug))
    return SimpleNamespace(
        **vars(site),
        documents=make_column(site, "ZCWJ"),
        news=make_column(site, "GZDT"),
        webmaster=make_user(f"{slug}-webmaster", site.department, Role.WEBMASTER),
    )


@pytest.fixture(scope="module")
def shared_jiaoyu(module_database):
    return department_site("jiaoyu")


@pytest.fixture
def jiaoyu(shared_jiaoyu, own_copy):
    return own_copy(shared_jiaoyu)


@pytest.fixture(scope="module")
def shared_shuili(module_database):
    return department_site("shuili")


@pytest.fixture
def shuili(shared_shuili, own_copy):
    return own_copy(shared_shuili)


@pytest.fixture
def get(client):
    """The response that a visitor of the portal gets at a page's address."""

    def _get(page, /, **query):
        return client.get(address(page), query, headers={"host": "localhost"})

    return _get


@pytest.fixture
def listing(get):
    """The list that a visitor reads on a column of the portal."""

    def _listing(column, /, **query):
        response = get(column, **query)
        assert response.status_code == 200
        return response.context["listing"]

    return _listing


@pytest.fixture
def titles(listing):
    """The titles of that list, in their order."""

    def _titles(column, /, **query):
        return [card.title for card in listing(column, **query).cards]

    return _titles
