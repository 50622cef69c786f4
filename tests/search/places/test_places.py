"""Who types the name of a column, a topic or a department gets there in one step."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from cms.content.models import ColumnPage, SiteHomePage
from home.models import TopicPage
from search.places.names import every_place, forget_places
from tests.factories import make_column, publish
from tests.home.helpers import add_below

JIAOYU = "jiaoyu.localhost"


@pytest.fixture(autouse=True)
def named(province):
    """Columns and a topic with names of their own."""
    named = {
        "notices": make_column(province.jiaoyu, "TZGG", title="通知公告"),
        "exams": make_column(province.jiaoyu, None, title="考试招生", slug="kszs"),
        "other": make_column(province.renshe, "TZGG", title="通知公告"),
        "topic": add_below(
            province.portal, TopicPage(title="乡村教师支持计划", slug="jiaoshi", live=False, sentence="留得住")
        ),
    }
    forget_places()
    yield named
    forget_places()


@pytest.fixture
def places(ask):
    """The titles above the results, as the page shows them."""

    def places(query, host="localhost", **choices):
        forget_places()
        response = ask(query, host, **choices)
        shown = response.context["results"].places
        text = response.content.decode()
        assert ("栏目与站点" in text) == bool(shown)
        assert all(f'href="{place.url}">{place.title}</a>' in text for place in shown)
        return [(place.title, place.department_name) for place in shown]

    return places


def test_column__is_found_by_its_name_or_its_beginning_however_written(places):
    for query in ("考试招生", "考试", "考試", " 考 试", "考试！", "“考试招生”"):
        assert places(query) == [("考试招生", "省教育厅")], query
    for query in ("招生", "考", "考试招生网", "没有的词"):
        assert places(query) == [], query


def test_column__leads_to_where_it_stands(ask, client, named):
    [place] = ask("考试招生").context["results"].places
    assert place.url == f"http://{JIAOYU}/kszs/"
    assert str(place.label) == "栏目"
    [place] = ask("考试招生", JIAOYU).context["results"].places
    assert place.url == "/kszs/"
    assert client.get(place.url, headers={"host": JIAOYU}).status_code == 200


def test_site__is_found_by_full_and_short_name_of_its_department(places):
    for query in ("广东省教育厅", "省教育厅", "省教育", "教育厅", "廣東省教育廳"):
        assert places(query) == [("广东省教育厅", "")], query
    assert places("育厅") == []
    assert [title for title, _department in places("广东省")] == ["广东省教育厅", "广东省人力资源和社会保障厅"]


def test_topic__is_found_on_the_portal(places):
    assert places("乡村教师") == [("乡村教师支持计划", "")]
    assert places("乡村教师", scope="site") == [("乡村教师支持计划", "")]
    assert places("乡村教师", JIAOYU) == []


def test_site_at_hand__comes_first_and_alone_within_its_scope(places):
    own, other = ("通知公告", "省教育厅"), ("通知公告", "省人力资源社会保障厅")
    assert places("通知公告", JIAOYU) == [own]
    assert places("通知公告", "renshe.localhost") == [other]
    assert places("通知公告", JIAOYU, scope="all") == [own, other]
    assert places("通知公告", "renshe.localhost", scope="all") == [other, own]
    assert places("通知公告", scope="site") == []
    assert places("省人力资源", JIAOYU) == []


def test_whole_name__comes_before_a_beginning_and_three_are_the_most(places, province):
    for number in range(4):
        make_column(province.jiaoyu, None, title=f"考试招生{number}年", slug=f"kszs-{number}")
    assert [title for title, _department in places("考试招生")] == ["考试招生", "考试招生0年", "考试招生1年"]


def test_draft_withdrawn_and_private__are_not_shown(places, named, province):
    make_column(province.jiaoyu, None, title="考试草案", slug="kszs-draft", live=False)
    assert places("考试草案") == []
    PageViewRestriction.objects.create(page=named["exams"], restriction_type="password", password="x")
    assert places("考试招生") == []
    ColumnPage.objects.get(pk=named["notices"].pk).unpublish()
    assert places("通知公告", JIAOYU) == []
    home = SiteHomePage.objects.get(pk=province.renshe.home.pk)
    PageViewRestriction.objects.create(page=home, restriction_type="login")
    assert places("通知公告", "localhost") == places("省人力资源") == []


def test_what_is_withdrawn_or_renamed__is_gone_at_once(ask, named):
    assert ask("考试").context["results"].places
    page = ColumnPage.objects.get(pk=named["exams"].pk)
    page.title = "升学指南"
    page = publish(page)
    assert not ask("考试").context["results"].places
    forget_places()
    assert ask("升学").context["results"].places
    page.unpublish()
    assert not ask("升学").context["results"].places


def test_language__is_respected(client, province, places):
    english = Locale.objects.get_or_create(language_code="en")[0]
    make_column(province.jiaoyu, None, title="Examinations", slug="exams", locale=english)
    assert places("Examinations") == []
    forget_places()
    response = client.get("/en/search/", {"q": "examin"}, headers={"host": "localhost"})
    assert [place.title for place in response.context["results"].places] == ["Examinations"]


def test_places__stand_above_the_first_page_that_is_not_narrowed(places):
    assert places("考试招生", kind="news") == places("考试招生", page=2) == []


def test_places__are_in_the_results_for_machines(client, named):
    rows = client.get("/search/results.json", {"q": "考试招生"}, headers={"host": "localhost"}).json()["places"]
    assert rows == [{"title": "考试招生", "url": f"http://{JIAOYU}/kszs/", "kind": "栏目", "department": "省教育厅"}]


def test_statements__are_two_at_most_and_none_where_no_name_fits(ask, named):
    def statements(query):
        with CaptureQueriesContext(connection) as queries:
            ask(query)
        return sum("columnpage" in row["sql"] and "sitehomepage" in row["sql"] for row in queries)

    cache.clear()
    ask("食堂")
    forget_places()
    assert statements("食堂") == 1
    assert statements("食堂") == 0
    assert statements("考试招生") == 1
    assert len(every_place("zh-hans")) >= 4
