"""Each column offers a feed of its newest pages, under the addresses where they stand."""

import xml.etree.ElementTree as ElementTree

import pytest

from home.decisions import adopt, hold
from tests.factories import make_article, make_document, show_words
from tests.home.helpers import address, make_portal_column

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def entries(client):
    """The entries of the feed below a column's address: title, link and author of each."""

    def _entries(column, host="localhost"):
        response = client.get(f"{address(column)}feed/", headers={"host": host})
        assert response.status_code == 200
        assert response["Content-Type"].startswith("application/atom+xml")
        return [
            (
                entry.findtext(f"{ATOM}title"),
                entry.find(f"{ATOM}link").get("href"),
                entry.findtext(f"{ATOM}author/{ATOM}name"),
            )
            for entry in ElementTree.fromstring(response.content).iter(f"{ATOM}entry")
        ]

    return _entries


def test_feed__of_portal_column_follows_its_editors(portal, section, jiaoyu, entries):
    column = make_portal_column(section, ["ZCWJ"])
    held, shown = make_document(jiaoyu.documents), make_document(jiaoyu.documents)
    adopted = make_article(jiaoyu.news)
    hold(held, column, portal.editor)
    show_words(adopt(adopted, column, portal.editor), headline="门户标题")

    author = jiaoyu.department.short_name
    assert entries(column) == [
        ("门户标题", adopted.public_url, author),
        (shown.title, shown.public_url, author),
    ]


def test_feed__of_department_column_lists_its_pages(jiaoyu, entries):
    document = make_document(jiaoyu.documents)

    assert entries(jiaoyu.documents, "jiaoyu.localhost") == [
        (document.title, document.public_url, jiaoyu.department.short_name)
    ]


def test_feed__is_named_by_the_list(section, get):
    column = make_portal_column(section, ["ZCWJ"])

    assert get(column).context["listing"].feed_url == "feed/"


def test_feed__not_found_below_a_page_that_has_none(portal, section, client):
    for path in ("/feed/", f"{address(section)}feed/", f"{address(section)}no-such-page/feed/"):
        assert client.get(path, headers={"host": "localhost"}).status_code == 404


def test_feed__takes_few_statements(portal, section, jiaoyu, client, django_assert_max_num_queries):
    column = make_portal_column(section, ["ZCWJ"])
    make_document(jiaoyu.documents)
    path = f"{address(column)}feed/"
    client.get(path, headers={"host": "localhost"})

    with django_assert_max_num_queries(8):
        client.get(path, headers={"host": "localhost"})
