from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from cms.content.models import ContactCard
from cms.organisation.roles import Role
from tests.access.sharing.helpers import Screens
from tests.approval.paths.shared import decide_card, submit_card
from tests.factories import make_column, make_department, make_site, make_user, role_group


def make_owner(slug):
    """A department with a public site, people of every kind, a public contact card and a draft."""
    site = make_site(make_department(slug))
    department = site.department
    found = SimpleNamespace(
        department=department,
        column=make_column(site, "GZDT"),
        webmaster=make_user(f"{slug}-w", department, Role.WEBMASTER),
        reviewer=make_user(f"{slug}-r", department, Role.REVIEWER),
        signer=make_user(f"{slug}-s", department, Role.SIGNER),
        administrator=make_user(f"{slug}-a", department, Role.ADMINISTRATOR),
        draft=ContactCard.objects.create(department=department, name=f"{slug}草稿窗口"),
    )
    card = ContactCard.objects.create(department=department, name=f"{slug}公开窗口")
    decide_card(submit_card(card, found.webmaster), found.reviewer)
    found.card = ContactCard.objects.get(pk=card.pk)
    return found


@pytest.fixture(scope="module")
def shared_own(module_database):
    return make_owner("jiaoyu")


@pytest.fixture
def own(shared_own, own_copy):
    """The department that owns the cards."""
    return own_copy(shared_own)


@pytest.fixture(scope="module")
def shared_other(module_database):
    return make_owner("caizheng")


@pytest.fixture
def other(shared_other, own_copy):
    """The department to which rights are granted."""
    return own_copy(shared_other)


@pytest.fixture(scope="module")
def shared_third(module_database):
    return make_owner("minzheng")


@pytest.fixture
def third(shared_third, own_copy):
    """A department to which nothing is granted."""
    return own_copy(shared_third)


@pytest.fixture
def office(db):
    """One of the supervising office."""
    return make_user("ducha", None, Role.SUPERVISOR)


@pytest.fixture
def editor(db):
    """One of the portal's editors."""
    return make_user("menhu", None, Role.PORTAL_EDITOR)


@pytest.fixture
def screens(client):
    """What a person does and sees in the admin."""
    return Screens(client)


@pytest.fixture
def webmasters(other):
    """The group of the other department's webmasters."""
    return role_group(Role.WEBMASTER, other.department)


@pytest.fixture
def tomorrow():
    """The first day that nobody takes for past."""
    return timezone.localdate() + timedelta(days=1)
