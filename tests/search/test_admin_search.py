"""The search of the admin finds Chinese, any word of it, and answers quickly; the same on SQLite and PostgreSQL."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_ALL, And, Not, Or, Phrase, PlainText

from cms.content.models import ArticlePage, ContentPage
from tests.factories import make_article, make_column, make_department, make_document, make_site

pytestmark = pytest.mark.django_db


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
        ("ＧＢ／Ｔ", ["消防办法"]),
        ("府〔2024", ["消防办法"]),
        ("府〔202", []),
        ("學校食堂", ["校园通知"]),
        ("“食品安全”，", ["食品安全条例", "校园通知"]),
        ("食品\x00安全", ["食品安全条例", "校园通知"]),
        ("条例校园", []),
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
    "query",
    ['"', "'", "%", "(", "*", "AND", "NEAR(", "\\", "{title}", "-", "\x00", "\ud800", "，。", "' | '", "x:*", "!"],
)
def test_search__finds_nothing_by_marks_and_signs(pages, query):
    assert found(query) == found(query, operator="or") == []
    assert list(Page.objects.autocomplete(query)) == []


@pytest.mark.parametrize("query", ['食品"安全', "食品 *", "食品 %", "食品 -", "'食品", "食品:*", "食品\\", "食品|"])
def test_search__drops_marks_beside_words(pages, query):
    assert found(query) == ["食品安全条例", "校园通知"]


@pytest.mark.parametrize("query", ["食品" * 5_000, "食 " * 5_000, "x" * 5_000, "1 " * 5_000, "𬭳" * 2_000])
def test_search__answers_however_long_the_query_is(pages, query):
    assert set(found(query)) <= {"食品安全条例", "校园通知"}
    assert len(Page.objects.autocomplete(query)) <= 1


def test_search__knows_phrases_and_what_is_excluded(pages):
    backend = get_search_backend()
    assert [page.title for page in backend.search(Phrase("食品 安全"), ContentPage)] == ["食品安全条例", "校园通知"]
    assert not backend.search(Phrase("食堂 校长"), ContentPage)
    without = And([PlainText("食品"), Not(PlainText("校长"))])
    assert [page.title for page in backend.search(without, ContentPage)] == ["食品安全条例"]
    assert len(backend.search(MATCH_ALL, ArticlePage)) == 3
    assert len(backend.search(Not(PlainText("食品")), ArticlePage)) == 1
    assert not backend.search(Not(MATCH_ALL), ArticlePage)
    either = Or([PlainText("消防"), Not(PlainText("食品"))])
    assert [page.title for page in backend.search(either, ContentPage)] == ["消防办法"]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("食品安", ["食品安全条例"]),
        ("品安", ["食品安全条例"]),
        ("条", ["食品安全条例"]),
        ("办法 消", ["消防办法"]),
        ("Wi", ["Wifi指南"]),
        ("ｗｉｆｉ指", ["Wifi指南"]),
        ("Wi 指南", []),
        ("食堂", []),
    ],
)
def test_autocomplete__finds_any_part_of_a_title(pages, typed, titles):
    make_article(pages["food"].get_parent().specific, "Wifi指南")
    assert [page.title for page in Page.objects.autocomplete(typed)] == titles


def test_autocomplete__finds_a_document_by_a_part_of_its_number(pages):
    make_document(pages["food"].get_parent().specific, "防汛通知", document_number="粤水〔2024〕37号")
    for typed in ("粤水", "〔2024〕3", "2024 37号", "粤水[2024]37号", "水〔2024"):
        assert [page.title for page in Page.objects.autocomplete(typed)] == ["防汛通知"], typed


def test_search__finds_what_stands_at_the_end_of_a_long_text(pages):
    long = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(40_000))
    make_article(pages["food"].get_parent().specific, "长文", body=text(f"{long}末尾的句子。{'x' * 5_000}"))
    assert found("末尾的句子") == ["长文"]


def test_search__tells_titles_from_other_fields(pages):
    assert found("食品安全", fields=["title"]) == ["食品安全条例"]
    assert found("食品安全", fields=["body"]) == ["校园通知"]


def test_search__orders_as_the_queryset_when_told(pages):
    titles = [page.title for page in ContentPage.objects.order_by("title").search("食品", order_by_relevance=False)]
    assert titles == sorted(titles)


def test_search__takes_one_statement_for_a_page_of_results(pages):
    with CaptureQueriesContext(connection) as statements:
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
