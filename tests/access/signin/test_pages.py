"""Where the pages of the sign-in stand in the admin, and for whom."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from cms.access.signin.agents import describe
from cms.access.signin.factors import remove_factor
from cms.jobs.models import Mail
from cms.organisation.roles import Role
from tests.access.signin.door import Door, with_factor
from tests.factories import make_user

pytestmark = pytest.mark.django_db
OWN = ("signin_own_factor", "signin_own_factor_setup", "signin_sessions")
KEEPERS = ("signin_factors", "signin_rules", "signin_pauses")


@pytest.mark.parametrize("name", OWN)
def test_own_pages__open_for_everybody(door, writer, name):
    door.come_in(writer)
    assert reverse("wagtailadmin_account") in door.text_of(name)


def test_account__leads_to_the_own_pages(door, writer):
    door.come_in(writer)
    page = door.text_of("wagtailadmin_account")
    assert reverse("signin_own_factor") in page
    assert reverse("signin_sessions") in page


@pytest.mark.parametrize("name", KEEPERS)
def test_keepers_pages__open_for_the_security_administrator(door, keeper, name):
    with_factor(keeper)
    door.come_in(keeper)
    assert door.get(name).status_code == 200
    assert reverse(name) in door.text_of("wagtailadmin_home")


def test_departments_administrator__sees_the_locked_accounts_alone(door, department):
    user = make_user("adm", department, Role.ADMINISTRATOR)
    with_factor(user)
    door.come_in(user)
    page = door.text_of("wagtailadmin_home")
    assert [reverse(name) in page for name in KEEPERS] == [False, False, True]


@pytest.mark.parametrize(
    "role", [Role.WEBMASTER, Role.SIGNER, Role.SUPERVISOR, Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR]
)
def test_keepers_pages__closed_for_others(door, department, role):
    user = make_user("other", department if role in (Role.WEBMASTER, Role.SIGNER) else None, role)
    with_factor(user)
    door.come_in(user)
    for name in KEEPERS:
        assert door.get(name).status_code in (302, 403, 404)


def test_sign_in_page__asks_no_one_to_be_remembered(door, db):
    page = door.text_of("wagtailadmin_login")
    assert 'name="remember"' not in page
    assert 'autocomplete="current-password"' in page


def test_wrong_code__said_beside_the_field(door, signer):
    """Wagtail's style for the sign-in hides the errors of fields in a form of the class “login-form”."""
    with_factor(signer)
    door.password(signer)
    page = door.code("000000000").content.decode()
    assert "error-message" in page
    assert "login-form" not in page


def test_steps__not_kept_by_the_browser(door, signer):
    with_factor(signer)
    door.password(signer)
    answer = door.get("signin_code")
    assert "no-store" in answer["Cache-Control"]
    assert 'autocomplete="one-time-code"' in answer.content.decode()


def test_step_without_a_password__leads_to_the_first_page(door, db):
    for name in ("signin_code", "signin_password", "signin_factor"):
        assert door.get(name).url == reverse("wagtailadmin_login")


def test_step_of_who_is_in__leads_into_the_admin(door, writer):
    door.come_in(writer)
    assert door.get("signin_code").url == reverse("wagtailadmin_home")


def test_person__hears_by_mail_when_the_factor_changes(signer):
    with_factor(signer)
    remove_factor(signer)
    assert [mail.to for mail in Mail.objects.order_by("pk")] == [["s@example.cn"]] * 2
    assert all(
        gettext("If this was not you, tell the security administrator at once.") in m.body for m in Mail.objects.all()
    )


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 15) Chrome/143.0 Mobile Safari/537.36 MicroMessenger/8.0", "WeChat · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iOS"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) Chrome/132.0 Safari/537.36", "Chrome · HarmonyOS"),
    ],
)
def test_browser__described_in_words_that_somebody_recognises(agent, words):
    assert describe(agent) == words


def test_unknown_browser__said_to_be_unknown():
    assert describe("curl/8") == gettext("Unknown browser")


def test_long_or_odd_name_of_a_browser__does_no_harm(writer):
    browser = Door(agent="x" * 3000)
    browser.come_in(writer)
    assert len(writer.sign_ins.get().browser) == 255
