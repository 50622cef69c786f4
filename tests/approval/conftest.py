import pytest

from cms.organisation.roles import Role
from tests.factories import make_column, make_department, make_site, make_user


@pytest.fixture
def site():
    """The public site of a department."""
    return make_site(make_department("jiaoyu"))


@pytest.fixture
def column(site):
    """A public column of that site."""
    return make_column(site, "GZDT")


@pytest.fixture
def people(site):
    """One person for each role of the department, and the technical administrator."""
    return {
        "webmaster": make_user("w", site.department, Role.WEBMASTER),
        "reviewer": make_user("r", site.department, Role.REVIEWER),
        "signer": make_user("s", site.department, Role.SIGNER),
        "superuser": make_user("root", is_superuser=True),
    }


@pytest.fixture
def office(people, site):
    """All who decide in the department."""
    return people | {
        "second": make_user("r-2", site.department, Role.SECOND_REVIEWER),
        "secrecy": make_user("secret", site.department, Role.SECRECY_REVIEWER),
    }


@pytest.fixture
def other():
    """The public site of another department, with a column and people of its own."""
    other = make_site(make_department("caizheng"))
    other.column = make_column(other, "GZDT")
    other.webmaster = make_user("w2", other.department, Role.WEBMASTER)
    other.reviewer = make_user("r2", other.department, Role.REVIEWER)
    other.signer = make_user("s2", other.department, Role.SIGNER)
    return other
