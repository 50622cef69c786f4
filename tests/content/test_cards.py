"""Rows of lists are read in one statement, along the indexes, however many lists and pages there are."""

import datetime

import pytest
from django.db import connection
from django.db.models import CharField, IntegerField, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.approval.gate.passages import places
from cms.content.listing.cards import Branch, _branch_sql, fetch_cards, pages_of
from cms.content.listing.query import ListingQuery
from cms.content.listing.rule import ListingRule
from cms.content.listing.sources import ColumnSource
from cms.content.models import ContentPage
from tests.content.bulk import fill
from tests.factories import make_article, make_column, make_document, make_planned_column

ROWS = 5000


@pytest.fixture
def columns(site, other_site):
    """Two departments' columns of news, with thousands of pages each."""
    columns = [make_column(site, "GZDT"), make_column(other_site, "GZDT")]
    for column in columns:
        fill(column, ROWS // 2)
    return columns


def newest(column, limit=6, **more):
    return Branch(column.pk, tuple(ColumnSource(column.pk).flow(ListingQuery())), limit, **more)


def test_fetch_cards__takes_one_statement_when_there_are_many_lists(columns, django_assert_num_queries):
    rule = ListingRule(planned_columns=(columns[0].planned_column_id,))
    pages = ContentPage.objects.listed()
    some = pages.first().pk
    fetch_cards([newest(columns[0])])
    with django_assert_num_queries(1):
        cards = fetch_cards(
            [
                newest(columns[0]),
                newest(columns[1], offset=40),
                Branch("rule", tuple(rule.querysets(pages)), 20),
                Branch("picked", (pages_of([some]),), 3),
                Branch("nothing", (pages.none(),), 3),
            ]
        )
    assert [len(cards[key]) for key in (columns[0].pk, columns[1].pk, "rule", "picked", "nothing")] == [6, 6, 20, 1, 0]


def test_fetch_cards__asks_nothing_when_every_list_is_empty_by_definition(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert fetch_cards([Branch("none", (pages_of([]),), 5)]) == {"none": []}


def test_fetch_cards__puts_the_newest_first_when_lists_are_merged(columns):
    rule = ListingRule(planned_columns=(columns[0].planned_column_id,))
    cards = fetch_cards([Branch("rule", tuple(rule.querysets(ContentPage.objects.listed())), 30, offset=10)])["rule"]
    dates = list(ContentPage.objects.listed().newest_first().values_list("pk", flat=True)[10:40])
    assert [card.id for card in cards] == dates


def test_fetch_cards__gives_the_same_rows_when_read_from_the_oldest_end(columns):
    total = ROWS // 2
    forwards = fetch_cards([newest(columns[0], 20, offset=total - 25)])[columns[0].pk]
    backwards = fetch_cards([newest(columns[0], 20, offset=5, backwards=True)])[columns[0].pk]
    assert [card.id for card in forwards] == [card.id for card in backwards]


def test_fetch_cards__keeps_the_order_of_the_numbers_when_pages_are_picked(news):
    first, second, third = make_article(news), make_article(news), make_article(news)
    hidden = make_article(news, live=False)
    cards = fetch_cards([Branch("picked", (pages_of([third.pk, hidden.pk, first.pk, second.pk]),), 9)])["picked"]
    assert [card.id for card in cards] == [third.pk, first.pk, second.pk]
    assert not any(card.pinned for card in cards)


def test_fetch_cards__pins_a_row_under_its_headline_when_it_is_ranked(news):
    old, new = make_article(news), make_article(news)
    pages = ContentPage.objects.listed()
    pinned = pages.filter(pk=old.pk).annotate(
        card_rank=Value(3, IntegerField()), card_headline=Value("置顶", CharField())
    )
    cards = fetch_cards([Branch("list", (pinned, pages.exclude(pk=old.pk)), 5)])["list"]
    assert [(card.id, card.title, card.pinned) for card in cards] == [
        (old.pk, "置顶", True),
        (new.pk, new.title, False),
    ]


def test_card__tells_what_a_row_shows(site, column):
    page = make_document(
        column,
        "关于示例的通知",
        document_number="粤教〔2026〕3号",
        issuers="广东省教育厅\n广东省民政厅",
        summary="概述",
    )
    card = fetch_cards([Branch("one", (pages_of([page.pk]),), 1)], site.site.pk)["one"][0]
    assert (card.title, card.number, card.summary) == ("关于示例的通知", "粤教〔2026〕3号", "概述")
    assert (card.department_name, card.issuer_name) == ("省教育厅", "广东省教育厅")
    assert (card.url, card.department_url) == (f"/zcwj/{page.slug}/", "/")
    assert card.date == timezone.localdate()
    assert not card.is_external
    elsewhere = fetch_cards([Branch("one", (pages_of([page.pk]),), 1)])["one"][0]
    assert elsewhere.url == f"http://jiaoyu.localhost/zcwj/{page.slug}/"
    assert elsewhere.department_url == "http://jiaoyu.localhost/"


def test_card__leaves_the_list_when_its_page_is_withdrawn(news):
    page = make_article(news)
    page.unpublish()
    assert fetch_cards([Branch("one", (pages_of([page.pk]),), 1)])["one"] == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's plan")
def test_plan__reads_along_an_index_without_sorting_when_a_plain_list_is_read(columns):
    column = columns[0]
    plan, department = column.planned_column_id, column.department_id
    pages = ContentPage.objects.listed()
    querysets = {
        "content_by_column": next(ColumnSource(column.pk).flow(ListingQuery())),
        "content_by_column ": next(ColumnSource(column.pk).flow(ListingQuery(year=2026))),
        "content_by_department": pages.filter(department=department),
        "content_by_planned_column": next(ListingRule(planned_columns=(plan,)).querysets(pages)),
        "content_by_plan_and_department": next(
            ListingRule(planned_columns=(plan,), departments=(department,)).querysets(pages)
        ),
    }
    for index, queryset in querysets.items():
        for backwards in (False, True):
            steps = query_plan(Branch("list", (queryset,), 20, 200, backwards))
            read = [step for step in steps if step.startswith(("SEARCH content_", "SCAN content_"))]
            assert [index.strip() in step for step in read] == [True], steps
            assert not [step for step in steps if "TEMP B-TREE" in step], steps


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's plan")
def test_plan__starts_from_the_few_rows_when_pages_are_picked_or_related(columns):
    related = ContentPage.objects.listed().filter(incoming_relations__page=7)
    for queryset in (pages_of([1, 2, 3]), related):
        steps = query_plan(Branch("list", (queryset,), 20))
        assert not [step for step in steps if "SCAN content_" in step], steps


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's plan")
def test_plan__finds_what_a_row_shows_by_key_when_all_lists_are_read(columns):
    branches = [newest(columns[0]), newest(columns[1], offset=1200)]
    with CaptureQueriesContext(connection) as statements:
        fetch_cards(branches)
    sql = next(statement["sql"] for statement in statements if "WITH u " in statement["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[3] for row in cursor.fetchall()]
    assert {step for step in steps if step[:6] in ("SCAN p", "SCAN c", "SCAN d", "SCAN o", "SCAN i")} == set(), steps
    assert not [step for step in steps if "TEMP B-TREE" in step], steps


def query_plan(branch):
    """The steps of SQLite's plan."""
    sql, params = _branch_sql(branch)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [row[3] for row in cursor.fetchall()]


def test_year__is_that_of_the_site_when_new_year_has_come_there(news):
    page = make_article(news)
    with places():
        ContentPage.objects.filter(pk=page.pk).update(
            listed_at=datetime.datetime(2025, 12, 31, 16, 30, tzinfo=datetime.UTC)
        )
    in_2026 = next(ColumnSource(news.pk).flow(ListingQuery(year=2026)))
    assert [card.id for card in fetch_cards([Branch("year", (in_2026,), 5)])["year"]] == [page.pk]
    card = fetch_cards([Branch("year", (in_2026,), 5)])["year"][0]
    assert card.date == datetime.date(2026, 1, 1)


def test_rule__leaves_out_reprints_when_it_lists_a_departments_own(column):
    own = make_document(column)
    reprint = make_document(column, is_reprint=True, issuer_name="示例市", source_name="示例网")
    planned = make_planned_column("ZCWJ").pk
    pages = ContentPage.objects.listed()
    rules = {
        "own": ListingRule(planned_columns=(planned,)),
        "all": ListingRule(planned_columns=(planned,), own_only=False),
        "reprints": ListingRule(planned_columns=(planned,), reprints_only=True),
    }
    cards = fetch_cards([Branch(name, tuple(rule.querysets(pages)), 9) for name, rule in rules.items()])
    found = {name: {card.id for card in rows} for name, rows in cards.items()}
    assert found == {"own": {own.pk}, "all": {own.pk, reprint.pk}, "reprints": {reprint.pk}}
