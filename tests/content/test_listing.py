"""A list that a visitor leafs through and narrows: totals, facets, numbered pages."""

import datetime

import pytest
from django.test import RequestFactory
from django.utils import timezone

from cms.content.listing.cards import fetch_cards
from cms.content.listing.listing import Listing
from cms.content.listing.pagination import PageLinks, window
from cms.content.listing.query import ListingQuery
from cms.content.listing.sources import ColumnSource
from cms.content.models import ContentPage, LeaderPage
from cms.content.models.listing_count import recount
from tests.content.bulk import fill
from tests.factories import make_article, make_column, make_planned_column

DAY = datetime.timedelta(days=1)


def read(column, **query):
    """One page of a column's list, read."""
    listing = Listing(type(column).objects.get(pk=column.pk).listing_source(), ListingQuery(**query))
    listing.fill(fetch_cards(listing.branches()))
    return listing


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ListingQuery()),
        ("page=3&year=2026&department=7", ListingQuery(3, 2026, 7)),
        ("page=0", ListingQuery()),
        ("page=-1&year=abc&department=", ListingQuery()),
        ("page=1e9&year=99999&department=0x7", ListingQuery()),
        ("page=99999999999999999999", ListingQuery()),
        ("page=３&year=²", ListingQuery()),
    ],
)
def test_query__counts_nonsense_as_not_asked(query, expected):
    assert ListingQuery.from_request(RequestFactory().get(f"/?{query}")) == expected


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        (1, 20, []),
        (1, 21, [1, 2]),
        (5, 180, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (1, 2000, [1, 2, 3, 4, 5, 6, None, 100]),
        (50, 2000, [1, None, 48, 49, 50, 51, 52, None, 100]),
        (100, 2000, [1, None, 95, 96, 97, 98, 99, 100]),
        (999, 2000, [1, None, 95, 96, 97, 98, 99, 100]),
    ],
)
def test_links__are_at_most_nine_with_gaps_when_there_are_many_pages(number, total, shown):
    links = list(PageLinks(ListingQuery(number), total, 20))
    assert [link and link["number"] for link in links] == shown
    assert len(links) <= 9
    assert sum(bool(link and link["is_current"]) for link in links) == (1 if shown else 0)


def test_links__keep_the_visitors_choices_when_leading_on():
    links = PageLinks(ListingQuery(2, 2026, 7), 60, 20)
    assert links.previous_url == "?year=2026&department=7"
    assert links.next_url == "?year=2026&department=7&page=3"


@pytest.mark.parametrize(
    ("start", "stop", "total", "expected"),
    [(0, 20, 100, (0, False)), (20, 40, 100, (20, False)), (80, 100, 100, (0, True)), (60, 80, 100, (20, True))],
)
def test_window__reads_from_the_nearer_end(start, stop, total, expected):
    assert window(start, stop, total) == expected


def test_listing__shows_each_page_once_when_leafed_through(news):
    fill(news, 50)
    pages = [read(news, number=number) for number in (1, 2, 3)]
    ids = [card.id for page in pages for card in page.cards]
    assert [len(page.cards) for page in pages] == [20, 20, 10]
    assert ids == list(ContentPage.objects.listed().newest_first().values_list("pk", flat=True))
    assert pages[0].total == 50


def test_listing__shows_the_last_page_when_asked_for_one_beyond(news):
    fill(news, 25)
    listing = read(news, number=99)
    assert (listing.links.number, len(listing.cards)) == (2, 5)


def test_listing__is_empty_without_a_fault_when_nothing_is_public(news):
    make_article(news, live=False)
    listing = read(news)
    assert (listing.total, listing.cards, list(listing.links)) == (0, [], [])


def test_year_facet__counts_what_is_left_when_a_year_is_chosen(news):
    fill(news, 30, days_apart=60)
    this_year = timezone.localdate().year
    listing = read(news, year=this_year)
    options = {option.value: option for option in listing.years()}
    assert options[this_year].selected
    assert options[this_year].count == listing.total == len(listing.cards)
    assert all(card.date.year == this_year for card in listing.cards)
    assert sum(option.count for option in options.values()) == 30


def test_facets__say_what_the_counters_say_after_a_recount(site, other_site, news):
    fill(news, 10, days_apart=100)
    before = [(option.value, option.count) for option in read(news).years()]
    recount([news.pk])
    assert [(option.value, option.count) for option in read(news).years()] == before
    assert [(option.label, option.count) for option in read(news).departments()] == [("省教育厅", 10)]


def test_column__takes_two_statements_however_many_pages_it_has(news, django_assert_num_queries):
    fill(news, 30)
    read(news)
    for more in (0, 300):
        fill(news, more) if more else None
        source = ColumnSource(news.pk)
        with django_assert_num_queries(2):
            listing = Listing(source, ListingQuery(2))
            listing.fill(fetch_cards(listing.branches()))


def test_column_of_leaders__follows_protocol_when_dates_say_otherwise(site):
    make_planned_column("LDXX", content_kinds=["leader"])
    column = make_column(site, "LDXX")
    yesterday = timezone.localdate() - DAY
    for title, order, until in (
        ("厅长", 1, None),
        ("前任", 0, yesterday),
        ("副厅长乙", 3, None),
        ("副厅长甲", 2, None),
    ):
        make_article(column, title, model=LeaderPage, position=title, order=order, in_office_to=until)
    assert [card.title for card in read(column).cards] == ["厅长", "副厅长甲", "副厅长乙", "前任"]
