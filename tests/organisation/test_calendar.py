"""The supervising office keeps the working-day calendar and is told in time that it ends."""

import datetime
import logging
from types import SimpleNamespace

import pytest
from django.urls import reverse

from cms.jobs.registry import registry
from cms.organisation import calendar
from cms.organisation.models import CalendarDay
from cms.organisation.roles import Role
from tests.factories import make_department, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(make_user("office", None, Role.SUPERVISOR))
    return client


@pytest.fixture
def today(monkeypatch):
    """Sets the day of the installation's clock."""

    def turn(year, month, day):
        clock = SimpleNamespace(localdate=lambda: datetime.date(year, month, day))
        monkeypatch.setattr(calendar, "timezone", clock)

    return turn


def enter(client, **values):
    return client.post(reverse("calendar_days:add"), {"day": "2026-11-23", "reason": "台风停工", **values})


def test_calendar__takes_a_day_from_the_supervising_office(office):
    assert enter(office).status_code == 302
    assert CalendarDay.objects.get().is_working is False


def test_calendar__says_beside_the_field_that_a_day_is_entered_twice(office):
    enter(office)
    assert set(enter(office).context["form"].errors) == {"day"}


def test_calendar__says_beside_the_field_that_a_year_is_not_complete(office):
    response = office.post(reverse("calendar_years:add"), {"year": "2031", "source": "通知"})
    assert "2031" in str(response.context["form"].errors["year"])


@pytest.mark.parametrize("role", [Role.WEBMASTER, Role.SIGNER])
@pytest.mark.parametrize("name", ["calendar_days:index", "calendar_days:add", "calendar_years:add"])
def test_calendar__denied_when_the_user_is_of_a_department(client, role, name):
    client.force_login(make_user("member", make_department("jiaoyu"), role))
    assert client.get(reverse(name)).status_code in (302, 403, 404)
    enter(client)
    assert not CalendarDay.objects.exists()


def test_start_page__warns_the_supervising_office_of_a_year_without_data(office, today):
    today(2026, 11, 23)
    html = office.get(reverse("wagtailadmin_home")).content.decode()
    assert "2027" in html
    assert reverse("calendar_years:add") in html


def test_start_page__silent_when_the_calendar_reaches_far_enough(office, today):
    today(2026, 6, 1)
    assert reverse("calendar_years:add") not in office.get(reverse("wagtailadmin_home")).content.decode()


def test_start_page__silent_when_the_user_does_not_keep_the_calendar(client, today):
    today(2026, 11, 23)
    client.force_login(make_user("member", make_department("jiaoyu"), Role.WEBMASTER))
    assert reverse("calendar_years:add") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_look_ahead__says_in_the_log_that_a_year_is_missing(today, caplog):
    today(2026, 11, 23)
    with caplog.at_level(logging.WARNING):
        registry.get("organisation.look_ahead").function()
    assert any("2027" in message for message in caplog.messages)
