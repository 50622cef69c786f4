"""The portal's pages take at most eight statements, and the same number with 20 and with 400 pages."""

import pytest

from cms.content.models import Topic
from home.decisions import adopt, hold, pin
from home.models import TopicPage
from tests.factories import make_article, make_document, make_planned_column, publish
from tests.home.helpers import add_below, address, fresh, make_portal_column
from tests.home.multiply import multiply

pytestmark = pytest.mark.django_db
MOST = 8


@pytest.fixture
def documents(jiaoyu, shuili):
    """A document of each department, to be multiplied."""
    return [make_document(jiaoyu.documents), make_document(shuili.documents)]


@pytest.fixture
def column(portal, section, jiaoyu, documents):
    """A column with every kind of decision."""
    column = make_portal_column(section, ["ZCWJ"], include_own_children=True)
    hold(make_document(jiaoyu.documents), column, portal.editor)
    pin(make_document(jiaoyu.documents), column, portal.editor)
    pin(make_article(jiaoyu.news), column, portal.editor)
    adopt(make_article(jiaoyu.news), column, portal.editor)
    return column


@pytest.fixture
def topic(section, documents):
    """A topic with a rule."""
    subject = Topic.objects.create(code="a", name="防灾")
    page = add_below(section, TopicPage(title="防灾", slug="fangzai", sentence="预警在前。", live=False))
    rule = {"planned_columns": [str(make_planned_column("ZCWJ").pk)], "topics": [str(subject.pk)]}
    page.bands = [{"type": "rule_list", "value": {"heading": "文件", "rule": rule}}]
    document = fresh(documents[0])
    document.topics.set([subject])
    publish(document)
    return publish(page)


@pytest.fixture
def home(portal, column, topic):
    """The portal's home with every band that reads."""
    page = fresh(portal.home)
    bands = [
        ("lead_story", {"column": column.pk, "side_column": column.pk}),
        ("rule_list", {"column": column.pk, "layout": "documents"}),
        ("services", {"column": column.pk, "ways": [column.pk]}),
        ("responsible", {"column": column.pk, "pages": [column.pk]}),
        ("departments", {"column": column.pk}),
        ("topics", {"heading": "专题", "pages": [topic.pk]}),
    ]
    page.bands = [{"type": kind, "value": value} for kind, value in bands]
    return publish(page)


@pytest.mark.parametrize("kind", ["home", "section", "column", "column, last page", "topic"])
def test_page__takes_as_many_statements_with_400_pages_as_with_20(
    kind, home, section, column, topic, documents, client, django_assert_max_num_queries
):
    page, query = {
        "home": (home, {}),
        "section": (section, {}),
        "column": (column, {}),
        "column, last page": (column, {"page": 1_000}),
        "topic": (topic, {}),
    }[kind]
    path, counts = address(page), []
    for more in (9, 190):
        for document in documents:
            multiply(fresh(document), more)
        assert client.get(path, query, headers={"host": "localhost"}).status_code == 200
        with django_assert_max_num_queries(MOST) as statements:
            client.get(path, query, headers={"host": "localhost"})
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_last_page__ends_the_list_where_its_total_says(column, documents, listing):
    for document in documents:
        multiply(fresh(document), 40)

    first, last = listing(column), listing(column, page=1_000)

    assert (first.total, last.number) == (85, 5)
    assert len(last.cards) == 5
    assert last.cards[-1].at <= last.cards[0].at <= first.cards[-1].at
