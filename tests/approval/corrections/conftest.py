import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from cms.organisation.roles import Role
from tests.factories import make_article, make_column, make_department, make_site, make_user

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


def at(day, hour=10):
    """A moment of November 2026; the 23rd is a Monday."""
    return datetime.datetime(2026, 11, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def turn_to(monkeypatch):
    """Sets the installation's clock to a day of November 2026."""

    def turn(day, hour=10):
        moment = at(day, hour)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return turn


@pytest.fixture(autouse=True)
def monday(db, turn_to):
    """Every test begins on Monday morning."""
    turn_to(23)


def make_office(slug):
    """A department's public site with a public page, and its people."""
    site = make_site(make_department(slug))
    column = make_column(site, "GZDT")
    return SimpleNamespace(
        department=site.department,
        home=site.home,
        column=column,
        page=make_article(column, f"{slug}办事时间"),
        webmaster=make_user(f"{slug}-w", site.department, Role.WEBMASTER),
        reviewer=make_user(f"{slug}-r", site.department, Role.REVIEWER),
        signer=make_user(f"{slug}-s", site.department, Role.SIGNER),
    )


def made_on_monday(slug):
    """The office as it was made on that morning."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: at(23))
        return make_office(slug)


@pytest.fixture(scope="module")
def shared_office(module_database):
    return made_on_monday("jiaoyu")


@pytest.fixture
def office(shared_office, own_copy):
    return own_copy(shared_office)


@pytest.fixture(scope="module")
def shared_other(module_database):
    return made_on_monday("caizheng")


@pytest.fixture
def other(shared_other, own_copy):
    return own_copy(shared_other)


@pytest.fixture
def supervisor(monday):
    return make_user("office", None, Role.SUPERVISOR)
