"""Who reads which searches: the supervising office all, a department those on its own site."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.organisation.roles import Role
from search.models import SearchedTerm
from tests.factories import make_user


@pytest.fixture
def searches(province):
    """Searches on the portal and on two departments' sites."""
    today = timezone.localdate()
    places = ((0, "门户词"), (province.jiaoyu.department.pk, "教育词"), (province.renshe.department.pk, "人社词"))
    for site, term in places:
        SearchedTerm.objects.create(day=today, site=site, term=term, times=3, times_in_vain=0)
        SearchedTerm.objects.create(day=today, site=site, term=f"{term}落空", times=2, times_in_vain=2)
    return province


@pytest.fixture
def report(client, searches):
    """The words that a person reads in the report."""

    def report(user, **query):
        client.force_login(user)
        return client.get(reverse("search_terms"), query)

    return report


def words(response):
    return [row["term"] for row in response.context["rows"]]


def person(role, department=None):
    return make_user(None, department, role)


def test_supervising_office__reads_all(report):
    found = words(report(person(Role.SUPERVISOR)))
    assert set(found) == {"门户词", "教育词", "人社词", "门户词落空", "教育词落空", "人社词落空"}
    assert found[:3] == sorted(found[:3])


def test_department__reads_its_own_sites_searches_only(report, searches):
    webmaster = person(Role.WEBMASTER, searches.jiaoyu.department)
    response = report(webmaster)
    assert set(words(response)) == {"教育词", "教育词落空"}
    assert "人社词" not in response.content.decode()
    foreign = report(
        webmaster, site=searches.renshe.department.pk, first=timezone.localdate(), last=timezone.localdate()
    )
    assert words(foreign) == []
    assert "人社词" not in foreign.content.decode()


def test_portal_editor__reads_the_portals(report):
    assert set(words(report(person(Role.PORTAL_EDITOR)))) == {"门户词", "门户词落空"}


def test_others__find_no_report(report):
    assert report(person(Role.SYSTEM_ADMINISTRATOR)).status_code == 404


def test_report__shows_only_what_was_in_vain_when_asked(report):
    today = timezone.localdate()
    found = words(report(person(Role.SUPERVISOR), first=today, last=today, in_vain="on"))
    assert set(found) == {"门户词落空", "教育词落空", "人社词落空"}


def test_file__holds_the_same_and_no_formula(report, searches):
    SearchedTerm.objects.create(day=timezone.localdate(), site=0, term="=1+1", times=9)
    today = timezone.localdate()
    response = report(person(Role.SUPERVISOR), first=today, last=today, format="csv")
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[1] == "'=1+1,9,0"
    assert len(lines) == 8


def test_period__says_beside_the_field_what_is_wrong(report):
    response = report(person(Role.SUPERVISOR), first="2026-05-02", last="2026-05-01")
    assert "早于" in response.content.decode() or "之前" in response.content.decode()


def test_statements__do_not_depend_on_rows(report, client):
    user = person(Role.SUPERVISOR)

    def statements():
        report(user)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("search_terms"))
        return len(queries)

    few = statements()
    today = timezone.localdate()
    SearchedTerm.objects.bulk_create(SearchedTerm(day=today, site=0, term=f"词{n}", times=1) for n in range(300))
    assert statements() == few
