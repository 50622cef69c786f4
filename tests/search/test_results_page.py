"""The page of results: facets, order, numbered pages, and whatever stands in its address."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.organisation.kinds import ContentKind
from tests.factories import make_article, make_document


@pytest.fixture
def many(province):
    """More pages about one thing than fit on one page of results."""
    return [make_article(province.schools, f"阅读活动第{number}期") for number in range(23)]


def options(response, name):
    """The choices of a facet, as a visitor reads them."""
    select = BeautifulSoup(response.content, "html.parser").select_one(f"#facet-{name}")
    return [option.get_text(strip=True) for option in select.select("option")] if select else []


def test_facets__count_what_each_choice_leaves_and_follow_the_others(ask, province):
    make_document(province.schools, "关于校车接送的通知")
    everything = ask("校车")
    assert options(everything, "validity") == ["全部", "有效 (2)", "废止 (1)"]
    chosen = ask("校车", validity="repealed")
    assert [result.card.title for result in chosen.context["results"].items] == ["广东省校车管理暂行规定"]
    assert options(chosen, "validity") == ["全部", "有效 (2)", "废止 (1)"]


def test_facet__of_departments_is_offered_where_several_publish(ask):
    assert options(ask("广东省"), "department") == ["全部", "省教育厅 (4)", "省人力资源社会保障厅 (1)"]


def test_kind__narrows(found):
    assert found("校车", kind=ContentKind.NEWS) == []
    assert len(found("校车", kind=ContentKind.DOCUMENT)) == 2


def test_pages__are_numbered_and_hold_each_result_once(found, many):
    titles = [title for page in (1, 2, 3) for title in found("阅读活动", page=page)]
    assert sorted(titles) == sorted(page.title for page in many)
    assert found("阅读活动", page=10**9) == found("阅读活动", page=3)


def test_order__is_by_date_when_asked_for(found, many):
    assert found("阅读活动", sort="date")[0] == many[-1].title


@pytest.mark.parametrize(
    "values",
    [
        {"page": "-1"},
        {"page": "10000000000"},
        {"page": "eins"},
        {"department": "99999999", "kind": "none", "validity": "x", "year": "0"},
        {"department": "-1", "year": "abc", "sort": "nonsense", "scope": "nonsense"},
        {"theme": "没有这样的主题\x00"},
        {"department": "١٢"},
    ],
)
def test_results__answer_whatever_stands_in_the_address(ask, values):
    response = ask("食堂", **values)
    assert response.status_code == 200
    assert "食堂" in response.content.decode()


def test_unknown_choice__shows_that_nothing_is_left_and_how_to_go_on(ask):
    content = ask("食堂", department="99999999").content.decode()
    assert "没有找到" in content
    assert "取消部门、类别、主题、年份、有效性等条件再搜索" in content


def test_nothing_found__offers_all_sites(ask):
    content = ask("养老保险", "jiaoyu.localhost").content.decode()
    assert "在全省各部门网站中搜索" in content
    assert "scope=all" in content


def test_box__stands_on_every_page_and_keeps_the_words(client, province, ask):
    for host, path in (("localhost", "/"), ("jiaoyu.localhost", "/gzdt/")):
        soup = BeautifulSoup(client.get(path, headers={"host": host}).content, "html.parser")
        assert soup.select_one("form[role=search] input[name=q]") is not None
    soup = BeautifulSoup(ask('食堂"<b>').content, "html.parser")
    assert soup.select_one("#search-words")["value"] == '食堂"<b>'


def test_statements__do_not_depend_on_how_many_are_found(ask, province, many):
    def statements():
        ask("阅读活动")
        with CaptureQueriesContext(connection) as queries:
            ask("阅读活动")
        return len(queries)

    before = statements()
    for number in range(20):
        make_article(province.schools, f"阅读活动增刊{number}")
    assert statements() == before <= 20
