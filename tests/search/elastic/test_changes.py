"""The engine hears of what was committed; what it has not heard of is never shown wrongly."""

import pytest

from cms.content.models import ArticlePage
from search.elastic.debts import owe
from search.indexing import settle
from search.models import EngineDebt, Entry
from tests.factories import make_article, publish
from tests.search.conftest import text


@pytest.fixture
def full(engine):
    engine.takes_nothing()
    yield engine
    engine.takes_nothing(False)


def test_publication__is_found_when_it_stands(engine, province, found):
    engine.hears(lambda: make_article(province.schools, "运动会报名"))
    assert found("运动会") == ["运动会报名"]
    assert not EngineDebt.objects.exists()


def test_shorter_text__is_not_found_by_what_it_no_longer_says(engine, province, found):
    page = ArticlePage.objects.get(pk=province.meals.pk)
    page.body = text("学校食堂由校长负责。")
    engine.hears(lambda: publish(page))
    assert found("采购单据") == []
    assert found("食堂") == ["学校食堂管理办法解读"]


def test_page_of_another_department__is_found_on_its_new_site(engine, province, found):
    Entry.objects.filter(pk=province.camp.pk).update(department=province.renshe.department)
    engine.hears(lambda: owe([province.camp.pk]))
    assert found("夏令营", "renshe.localhost", scope="site") == ["暑期夏令营开营"]
    engine.hears(lambda: settle(ArticlePage.objects.filter(pk=province.camp.pk)))
    assert found("夏令营", "jiaoyu.localhost", scope="site") == ["暑期夏令营开营"]
    assert found("夏令营", "renshe.localhost", scope="site") == []


def test_full_engine__goes_on_answering_and_hears_what_it_missed_later(full, province, found):
    with full.told(execute=True):
        make_article(province.schools, "运动会报名")
    full.shows()
    assert found("食堂") == ["学校食堂管理办法解读"]
    assert found("运动会") == []
    full.takes_nothing(False)
    full.settles()
    assert found("运动会") == ["运动会报名"]


def test_withdrawal__shows_at_once_although_the_engine_did_not_hear(full, province, ask):
    with full.told(execute=True):
        ArticlePage.objects.get(pk=province.camp.pk).unpublish()
    response = ask("夏令营")
    results = response.context["results"]
    assert results.items == []
    assert results.total == "0"
    assert results.facets == []
    assert "暑期" not in response.content.decode()


@pytest.mark.parametrize("words", ["采购单据", "食材应当怎样采购", '"采购单据"'])
def test_correction__shows_at_once_although_the_engine_did_not_hear(full, province, ask, words):
    page = ArticlePage.objects.get(pk=province.meals.pk)
    page.body = text("学校食堂由校长负责。")
    with full.told(execute=True):
        publish(page)
    response = ask(words)
    assert province.meals.pk not in [item.card.id for item in response.context["results"].items]
    assert "保存两年" not in response.content.decode()


def test_document_that_the_engine_cannot_read__holds_nothing_up(engine, province, found):
    Entry.objects.filter(pk=make_article(province.schools, "怪页").pk).update(year=99_999)
    engine.hears(lambda: make_article(province.schools, "运动会报名"))
    assert found("运动会") == ["运动会报名"]
    assert not EngineDebt.objects.exists()
