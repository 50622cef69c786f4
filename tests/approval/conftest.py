import pytest

from cms.organisation.roles import Role
from tests.factories import make_column, make_department, make_site, make_user


@pytest.fixture(scope="module")
def shared_site(module_database):
    return make_site(make_department("jiaoyu"))


@pytest.fixture
def site(shared_site, own_copy):
    """The public site of a department."""
    return own_copy(shared_site)


@pytest.fixture(scope="module")
def shared_column(shared_site):
    return make_column(shared_site, "GZDT")


@pytest.fixture
def column(shared_column, own_copy):
    """A public column of that site."""
    return own_copy(shared_column)


@pytest.fixture(scope="module")
def shared_people(shared_site):
    return {
        "webmaster": make_user("w", shared_site.department, Role.WEBMASTER),
        "reviewer": make_user("r", shared_site.department, Role.REVIEWER),
        "signer": make_user("s", shared_site.department, Role.SIGNER),
        "superuser": make_user("root", is_superuser=True),
    }


@pytest.fixture
def people(shared_people, own_copy):
    """One person for each role of the department, and the technical administrator."""
    return own_copy(shared_people)


@pytest.fixture(scope="module")
def shared_office(shared_people, shared_site):
    return shared_people | {
        "second": make_user("r-2", shared_site.department, Role.SECOND_REVIEWER),
        "secrecy": make_user("secret", shared_site.department, Role.SECRECY_REVIEWER),
    }


@pytest.fixture
def office(shared_office, own_copy):
    """All who decide in the department."""
    return own_copy(shared_office)


@pytest.fixture(scope="module")
def shared_other(module_database):
    other = make_site(make_department("caizheng"))
    other.column = make_column(other, "GZDT")
    other.webmaster = make_user("w2", other.department, Role.WEBMASTER)
    other.reviewer = make_user("r2", other.department, Role.REVIEWER)
    other.signer = make_user("s2", other.department, Role.SIGNER)
    return other


@pytest.fixture
def other(shared_other, own_copy):
    """The public site of another department, with a column and people of its own."""
    return own_copy(shared_other)
