"""What may have been meant, where nothing holds all that was asked for."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.organisation.kinds import ContentKind
from search.suggesting.spelling import is_one_away
from tests.factories import make_article


@pytest.mark.parametrize(
    ("query", "correction"),
    [
        ("养老报险", "养老保险"),
        ("養老報險", "养老保险"),
        ("养老报险 缴费", "养老保险 缴费"),
        ("养老报险 -提示语", "养老保险 -提示语"),
        ("yanglaobaoxian", "养老保险"),
        ("食唐", "食堂"),
        ("小车安全", "校车安全"),
        ("养老保价", "养老保险"),
        ("养老险", "养老保险"),
        ("养老保险", ""),
        ("没有这样的词汇", ""),
        ("？！ ‖", ""),
    ],
)
def test_query__is_corrected_to_words_of_titles(ask, query, correction):
    results = ask(query).context["results"]
    assert (results.meant if results else "") == correction


def test_word__that_stands_in_a_text_is_left_alone(meant, province):
    make_article(province.schools, "陪参活动")
    assert meant("陪餐 没有这个") == ""


def test_correction__that_finds_nothing_is_not_offered(meant):
    assert meant("养老报险 食堂") == ""


def test_correction__is_a_link_with_the_same_choices(ask, client, province):
    response = ask("养老报险", kind=ContentKind.NEWS, sort="date", scope="all")
    link = BeautifulSoup(response.content, "html.parser").select_one(".result-line__meant")
    assert link.get_text() == "养老保险"
    assert "您是不是要找：" in link.parent.get_text()
    followed = client.get(f"/search/{link['href']}", headers={"host": "localhost"})
    assert [item.card.title for item in followed.context["results"].items] == ["养老保险缴费提示"]
    assert followed.context["query"].kind == ContentKind.NEWS
    assert followed.context["query"].by_date


def test_correction__keeps_to_the_choices(meant):
    assert meant("养老报险", kind=ContentKind.DOCUMENT) == ""


def test_correction__is_shown_above_what_holds_some_of_the_words(ask):
    content = ask("养老报险 缴费").content.decode()
    assert "没有同时包含这些词的内容" in content
    assert "您是不是要找：" in content


def test_correction__takes_a_bounded_number_of_statements(ask, province):
    ask("食堂")
    with CaptureQueriesContext(connection) as queries:
        ask("养老报险 食唐管里 小车按全 夏另营 缴废 提事")
    assert len(queries) <= 60


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        ("食堂", "食堂", False),
        ("食唐", "食堂", True),
        ("食", "食堂", True),
        ("堂", "食堂", True),
        ("学校堂", "学校食堂", True),
        ("学校食堂", "学食堂", True),
        ("堂食", "食堂", False),
        ("食", "学食堂", False),
    ],
)
def test_one_away__is_one_character_more_less_or_other(one, other, is_so):
    assert is_one_away(one, other) is is_so
