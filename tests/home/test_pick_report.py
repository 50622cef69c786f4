"""What departments offered in a period and what became of it, in one statement."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from home.decisions import adopt, hold, offer, refuse
from home.models import Pick
from tests.factories import make_article
from tests.home.helpers import make_portal_column

pytestmark = pytest.mark.django_db


@pytest.fixture
def column(section):
    return make_portal_column(section)


@pytest.fixture
def report(client, portal):
    """The report as the portal's editor sees it."""
    client.force_login(portal.editor)
    return lambda **query: client.get(reverse("portal_pick_report"), query)


def numbers(response):
    return {
        row.slug: (row.offered, row.adopted, row.held, row.refused)
        for row in response.context["rows"]
        if row.offered or row.adopted or row.held or row.refused
    }


def test_report__counts_offers_and_decisions_per_department(report, portal, column, jiaoyu, shuili):
    pages = [make_article(jiaoyu.news) for _ in range(4)]
    for page in pages:
        offer(page, column, jiaoyu.webmaster)
    adopt(pages[0], column, portal.editor)
    adopt(pages[1], column, portal.editor)
    hold(pages[2], column, portal.editor)
    theirs = make_article(shuili.news)
    offer(theirs, column, shuili.webmaster)
    refuse(theirs, column, portal.editor, "不合适")

    response = report()

    assert numbers(response) == {"jiaoyu": (4, 2, 1, 0), "shuili": (1, 0, 0, 1)}
    assert response.context["totals"] == {"offered": 5, "adopted": 2, "held": 1, "refused": 1}


def test_report__counts_an_offer_on_its_day_and_a_decision_on_its_own(report, portal, column, jiaoyu):
    page = make_article(jiaoyu.news)
    offer(page, column, jiaoyu.webmaster)
    adopt(page, column, portal.editor)
    zone = timezone.get_default_timezone()
    Pick.objects.update(
        offered_at=datetime.datetime(2026, 9, 30, 23, 59, tzinfo=zone),
        decided_at=datetime.datetime(2026, 10, 1, 0, 0, tzinfo=zone),
    )

    assert numbers(report(first="2026-09-01", last="2026-09-30")) == {"jiaoyu": (1, 0, 0, 0)}
    assert numbers(report(first="2026-10-01", last="2026-10-31")) == {"jiaoyu": (0, 1, 0, 0)}


def test_report__says_what_is_wrong_with_the_period(report, jiaoyu):
    response = report(first="2026-10-02", last="2026-10-01")

    assert "last" in response.context["form"].errors
    assert list(response.context["rows"]) == []


def test_report__comes_as_csv_that_opens_as_chinese(report, column, jiaoyu):
    offer(make_article(jiaoyu.news), column, jiaoyu.webmaster)

    response = report(format="csv")

    text = response.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert rows[1] == [jiaoyu.department.name, "1", "0", "0", "0"]


def test_report__denied_when_user_is_a_webmaster(client, jiaoyu):
    client.force_login(jiaoyu.webmaster)

    assert client.get(reverse("portal_pick_report"), {"format": "csv"}).status_code == 302
