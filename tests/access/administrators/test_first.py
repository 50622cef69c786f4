"""How an installation comes to its first administrator, and that nobody may do everything."""

import pytest
from django.core.management import CommandError, call_command

from cms.access.deployment import check_no_superuser
from cms.organisation.models import User
from cms.organisation.roles import Role, user_has_role
from tests.factories import make_user, role_group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", "Long-enough-for-9")


def test_first_security_administrator__made_without_a_superuser():
    role_group(Role.SECURITY_ADMINISTRATOR)
    call_command("create_security_administrator", "anquan", name="安")
    user = User.objects.get(username="anquan")
    assert user_has_role(user, Role.SECURITY_ADMINISTRATOR)
    assert user.check_password("Long-enough-for-9")
    assert not user.is_superuser


def test_second_security_administrator__refused_by_the_command():
    make_user("first", None, Role.SECURITY_ADMINISTRATOR)
    with pytest.raises(CommandError):
        call_command("create_security_administrator", "second")
    assert not User.objects.filter(username="second").exists()


@pytest.mark.parametrize(("name", "value"), [("ADMINISTRATOR_PASSWORD", "123"), ("ADMINISTRATOR_PASSWORD", "password")])
def test_first_security_administrator__refused_with_a_weak_password(monkeypatch, name, value):
    role_group(Role.SECURITY_ADMINISTRATOR)
    monkeypatch.setenv(name, value)
    with pytest.raises(CommandError):
        call_command("create_security_administrator", "anquan")
    assert not User.objects.filter(username="anquan").exists()


def test_first_security_administrator__refused_when_the_name_is_taken():
    role_group(Role.SECURITY_ADMINISTRATOR)
    make_user("anquan")
    with pytest.raises(CommandError):
        call_command("create_security_administrator", "anquan")


def test_first_security_administrator__says_what_to_do_before_the_portal_is_built():
    with pytest.raises(CommandError):
        call_command("create_security_administrator", "anquan")


def test_check__fails_while_a_superuser_can_sign_in_where_that_is_forbidden(settings):
    user = make_user("root", is_superuser=True)
    settings.FORBID_SUPERUSERS = True
    (error,) = check_no_superuser(databases=["default"])
    assert "root" in error.msg
    user.is_active = False
    user.save()
    assert check_no_superuser(databases=["default"]) == []


def test_check__lets_a_first_run_have_one(settings):
    make_user("root", is_superuser=True)
    settings.FORBID_SUPERUSERS = False
    assert check_no_superuser(databases=["default"]) == []
