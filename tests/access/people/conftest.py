"""Two departments with their people, and the three who keep accounts."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from cms.organisation.models import User
from cms.organisation.roles import DEPARTMENT_ROLES, Role
from tests.factories import make_department, make_user, role_group


def make_office(slug):
    """A department with the groups of its roles, an administrator and two people."""
    department = make_department(slug)
    for role in DEPARTMENT_ROLES:
        role_group(role, department)
    people = {
        name: make_user(f"{slug}-{name}", department, *roles, email=f"{name}@{slug}.example.cn")
        for name, roles in (
            ("admin", [Role.ADMINISTRATOR]),
            ("writer", [Role.WEBMASTER]),
            ("reader", [Role.REVIEWER]),
        )
    }
    return SimpleNamespace(department=department, **people)


@pytest.fixture(scope="module")
def shared_own(module_database):
    return make_office("jiaoyu")


@pytest.fixture
def own(shared_own, own_copy):
    return own_copy(shared_own)


@pytest.fixture(scope="module")
def shared_foreign(module_database):
    return make_office("caizheng")


@pytest.fixture
def foreign(shared_foreign, own_copy):
    return own_copy(shared_foreign)


@pytest.fixture
def office(db):
    return make_user("ducha", None, Role.SUPERVISOR)


@pytest.fixture
def security(db):
    return make_user("anquan", None, Role.SECURITY_ADMINISTRATOR)


@pytest.fixture
def admin(client, own):
    """The client, signed in for the administrator of the own department."""
    client.force_login(own.admin)
    return client


@pytest.fixture
def send():
    """What the account's form sends, for a new account or one that exists."""

    def facts(**given):
        names = {"username": "zhang", "first_name": "示例", "last_name": "张", "email": "zhang@example.cn"}
        return {**names, "is_active": "on", **given}

    return facts


def edit(client, account, **given):
    """Send the form of an account as it stands, but for what is given."""
    facts = {
        "username": account.username,
        "first_name": account.first_name or "某",
        "last_name": account.last_name or "某",
        "email": account.email,
        "department": account.department_id or "",
        "person": account.person_id,
        "is_active": "on",
        **given,
    }
    return client.post(reverse("wagtailusers_users:edit", args=[account.pk]), facts)


def bulk(client, action, accounts, **given):
    """Act on several accounts at once."""
    address = reverse("wagtail_bulk_action", args=["organisation", "user", action])
    query = "&".join(f"id={getattr(each, 'pk', each)}" for each in accounts)
    return client.post(f"{address}?{query}", given)


def said(response):
    """The messages that the next page shows."""
    return " ".join(str(message) for message in response.wsgi_request._messages)


def fresh(account):
    """The account as it stands in the database, its roles not remembered."""
    return User.objects.get(pk=account.pk)
