import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from cms.approval.models import StepClock
from cms.organisation.roles import Role
from cms.workdays import workdays_between
from tests.approval.helpers import submit
from tests.factories import make_article, make_column, make_department, make_site, make_user

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


def at(day, hour=10, minute=0):
    """A moment of November 2026; the 23rd is a Monday."""
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def end(day):
    return datetime.datetime(2026, 11, day, 23, 59, 59, tzinfo=SHANGHAI)


@pytest.fixture
def turn_to(monkeypatch):
    """Sets the installation's clock to a moment of November 2026."""

    def turn(day, hour=10, minute=0):
        moment = at(day, hour, minute)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return turn


@pytest.fixture(autouse=True)
def monday(db, turn_to):
    """Every test begins on Monday morning."""
    turn_to(23)


def make_office(slug):
    """A department's public site with a column, and its people, who all have an address for mail."""
    site = make_site(make_department(slug))

    def person(role, name):
        return make_user(f"{slug}-{name}", site.department, role, email=f"{slug}-{name}@example.org")

    return SimpleNamespace(
        department=site.department,
        column=make_column(site, "GZDT"),
        webmaster=person(Role.WEBMASTER, "w"),
        reviewer=person(Role.REVIEWER, "r"),
        colleague=person(Role.REVIEWER, "r2"),
        signer=person(Role.SIGNER, "s"),
        head=make_user(f"{slug}-head", site.department, email=f"{slug}-head@example.org"),
    )


def made_on_monday(slug):
    """The office as it was made on that morning."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: at(23))
        return make_office(slug)


@pytest.fixture(scope="module")
def shared_office(module_database):
    made = made_on_monday("jiaoyu")
    made.department.office_head = made.head
    made.department.save()
    return made


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
    return make_user("office", None, Role.SUPERVISOR, email="office@example.org")


def waiting(office, title="开学通知", due=26, urgent=False):
    """A text that was submitted on Monday and waits for its first step until the end of the day `due`."""
    page = submit(make_article(office.column, title, live=False), office.webmaster)
    state = page.current_workflow_task_state
    clock = StepClock.objects.filter(task_state=state)
    counted = {"counted_from": at(min(due, 23)), "days": workdays_between(at(min(due, 23)), at(due))} if due else {}
    clock.update(started_at=at(23), due_at=due and end(due), urgent=urgent, **counted)
    return page
