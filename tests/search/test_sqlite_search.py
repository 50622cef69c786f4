"""The embedded search of SQLite finds Chinese, any word of it, and answers quickly."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_ALL, And, Not, Phrase, PlainText

from cms.content.models import ArticlePage, ContentPage
from tests.factories import make_article, make_column, make_department, make_site

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the embedded search is SQLite's"),
]


def text(words):
    return [{"type": "text", "value": {"text": f"<p>{words}</p>", "align": "start"}}]


@pytest.fixture
def pages():
    column = make_column(make_site(make_department("jiaoyu")), "GZDT")
    return {
        "food": make_article(column, "食品安全条例", body=text("本条例适用于食品生产经营。")),
        "school": make_article(column, "校园通知", body=text("学校食堂的食品安全由校长负责，5G网络另行通知。")),
        "fire": make_article(column, "消防办法", body=text("粤府〔2024〕12号，GB/T 19001 标准。")),
    }


def found(query, model=ContentPage, **options):
    return [page.title for page in model.objects.search(query, **options)]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("食品安全", ["食品安全条例", "校园通知"]),
        ("食品", ["食品安全条例", "校园通知"]),
        ("校", ["校园通知"]),
        ("食堂 校长", ["校园通知"]),
        ("食堂 消防", []),
        ("品食", []),
        ("5G网络", ["校园通知"]),
        ("粤府〔2024〕12号", ["消防办法"]),
        ("粤府[2024]12号", ["消防办法"]),
        ("gb/t 19001", ["消防办法"]),
        ("没有的词", []),
        ("", []),
    ],
)
def test_search__finds_pages_by_any_word(pages, query, titles):
    assert found(query) == titles


def test_search__puts_titles_first(pages):
    assert found("食品安全")[0] == "食品安全条例"


def test_search__finds_any_word_when_asked_so(pages):
    assert set(found("食堂 消防", operator="or")) == {"校园通知", "消防办法"}


@pytest.mark.parametrize(
    "query", ['"', '食品"安全', "'", "%", "(", "*", "AND", "NEAR(", "\\", "{title}", "-", "食品 *"]
)
def test_search__answers_whatever_is_typed(pages, query):
    assert isinstance(found(query), list)


def test_search__knows_phrases_and_what_is_excluded(pages):
    backend = get_search_backend()
    assert [page.title for page in backend.search(Phrase("食品 安全"), ContentPage)] == ["食品安全条例", "校园通知"]
    without = And([PlainText("食品"), Not(PlainText("校长"))])
    assert [page.title for page in backend.search(without, ContentPage)] == ["食品安全条例"]
    assert len(backend.search(MATCH_ALL, ArticlePage)) == 3
    assert len(backend.search(Not(PlainText("食品")), ArticlePage)) == 1
    assert not backend.search(Not(MATCH_ALL), ArticlePage)


def test_autocomplete__finds_the_beginning_of_a_title(pages):
    assert [page.title for page in Page.objects.autocomplete("食品安")] == ["食品安全条例"]


def test_search__orders_as_the_queryset_when_told(pages):
    titles = [page.title for page in ContentPage.objects.order_by("title").search("食品", order_by_relevance=False)]
    assert titles == sorted(titles)


def test_search__takes_one_statement_for_a_page_of_results(pages):
    with CaptureQueriesContext(
        connection,
    ) as statements:
        list(Page.objects.search("食品安全")[:10])
    assert len(statements) == 1


def test_search__counts_and_slices(pages):
    results = ContentPage.objects.search("食品")
    assert results.count() == 2
    assert [page.title for page in results[1:2]] == ["校园通知"]


def test_search__follows_a_change(pages):
    page = pages["fire"]
    page.unpublish()
    page.refresh_from_db()
    page.title = "防汛办法"
    page.save()
    assert found("消防") == []
    assert found("防汛") == ["防汛办法"]


def test_search__forgets_a_deleted_page(pages):
    pages["fire"].delete()
    assert found("消防") == []
