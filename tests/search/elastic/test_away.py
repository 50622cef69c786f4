"""While the engine is away the search says so, and nothing else notices."""

import time

import pytest

from search.jobs import settle
from search.models import EngineDebt
from tests.factories import make_article


@pytest.fixture
def down(engine):
    engine.goes_down()
    return engine


def test_search__says_that_it_is_away_not_that_nothing_was_found(down, ask):
    response = ask("食堂")
    text = response.content.decode()
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "搜索服务暂时不可用" in text
    assert "没有找到与" not in text
    assert 'value="食堂"' in text


@pytest.mark.parametrize("address", ["/search/feed/?q=食堂", "/search/results.json?q=食堂"])
def test_feed_and_json__say_that_the_search_is_away(down, client, address):
    response = client.get(address)
    assert response.status_code == 503
    assert "搜索服务暂时不可用" in response.content.decode()


def test_page_before_anything_is_asked__is_there(down, client):
    assert client.get("/search/").status_code == 200


def test_suggestions__go_on(down, client):
    assert client.get("/search/suggest/?q=学校").json() == {"suggestions": ["学校食堂管理办法解读"]}
    assert client.get("/search/suggest/?q=堂管").json() == {"suggestions": []}


def test_other_pages__go_on(down, client, province):
    assert client.get("/").status_code == 200
    assert client.get(province.meals.get_url(), headers={"host": "jiaoyu.localhost"}).status_code == 200


def test_publishing__goes_on_and_what_changed_is_found_afterwards(down, province, ask, found):
    with down.told(execute=True):
        make_article(province.schools, "运动会报名")
        province.camp.delete()
    assert EngineDebt.objects.exists()
    down.comes_back()
    assert found("夏令营") == []
    assert found("运动会") == []
    down.settles()
    assert found("运动会") == ["运动会报名"]
    assert not EngineDebt.objects.exists()


def test_slow_engine__is_waited_for_once_and_not_by_everybody(silent_engine, ask):
    began = time.monotonic()
    assert ask("食堂").status_code == 503
    first = time.monotonic()
    assert ask("食堂").status_code == 503
    assert first - began < 4
    assert time.monotonic() - first < 1


def test_slow_engine__delays_a_publication_by_little(silent_engine, province):
    began = time.monotonic()
    with silent_engine.told(execute=True):
        make_article(province.schools, "运动会报名")
    with silent_engine.told(execute=True):
        make_article(province.schools, "运动会报名之二")
    assert time.monotonic() - began < 4


def test_job__leaves_what_it_could_not_tell_for_the_next_time(down, province):
    with down.told(execute=True):
        make_article(province.schools, "运动会报名")
    settle()
    assert EngineDebt.objects.exists()
