"""Who finds nothing, or has not typed yet, is offered what many people searched for of late and what is there."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.content.models import ArticlePage
from cms.organisation.roles import Role
from search.models import SearchedTerm, WithheldTerms
from search.terms.hot import DAYS, MOST, MOST_OF_A_DAY, PERIOD
from tests.factories import make_user

VAIN = "完全没有这样的内容"


@pytest.fixture(autouse=True)
def _nothing_remembered(province):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def searched():
    """Notes that a term was searched for on days of a site, today first."""

    def searched(term, site=0, days=DAYS, times=MOST_OF_A_DAY, in_vain=0, ago=0):
        today = timezone.localdate() - datetime.timedelta(days=ago)
        for day in range(days):
            facts = {"day": today - datetime.timedelta(days=day), "site": site, "term": term}
            SearchedTerm.objects.create(**facts, times=times, times_in_vain=in_vain)

    return searched


@pytest.fixture
def offered(ask):
    """The terms on the page of a search, in their order."""

    def offered(query="", host="localhost", **choices):
        cache.clear()
        response = ask(query, host, **choices)
        terms = [term.text for term in response.context["hot"]]
        text = response.content.decode()
        assert ("大家常搜" in text) == bool(terms)
        assert all(f"{term}</a>" in text for term in terms)
        return terms

    return offered


def test_empty_page_and_no_result__offer_what_many_searched_for(offered, searched):
    searched("校车")
    searched("食堂", days=DAYS + 1)
    assert offered() == offered(VAIN) == ["食堂", "校车"]


def test_results__are_not_mixed_with_offers(offered, searched):
    searched("校车")
    assert offered("食堂") == []


def test_offer__leads_to_what_is_found(client, ask, searched):
    searched("校车")
    [term] = ask("", "jiaoyu.localhost", scope="all", kind="news").context["hot"]
    results = client.get(f"/search/{term.url}", headers={"host": "jiaoyu.localhost"}).context["results"]
    assert results.query.everywhere
    assert len(results.items) == 2


def test_one_person__cannot_make_a_term_hot_in_a_day(offered, searched):
    searched("校车", days=1, times=10_000)
    searched("食堂", days=DAYS - 1, times=10_000)
    searched("夏令营", days=DAYS, times=1)
    assert offered() == []


def test_many_searches_of_a_day__count_only_to_a_bound(offered, searched):
    searched("校车", times=10_000)
    searched("食堂", days=DAYS + 1)
    assert offered() == ["食堂", "校车"]


def test_old_searches__are_forgotten(offered, searched):
    searched("校车", ago=PERIOD.days + 1)
    assert offered() == []


@pytest.mark.parametrize("term", ["校车 #", "校车 a@b.cn", "校车每学期检查一次校车每学期", "？！"])
def test_what_looks_like_a_persons_own__is_not_offered(offered, searched, term):
    searched(term)
    assert offered() == []


def test_what_finds_nothing_public__is_not_offered(offered, searched, province):
    for term in ("草稿密语", "私密密语", "撤下密语", "没有的词"):
        searched(term)
    searched("食堂", in_vain=MOST_OF_A_DAY)
    searched("夏令营")
    assert offered() == ["夏令营"]
    ArticlePage.objects.get(pk=province.camp.pk).unpublish()
    assert offered() == []


def test_site__offers_its_own_first_and_only_what_it_holds(offered, searched, province):
    jiaoyu, renshe = province.jiaoyu.department.pk, province.renshe.department.pk
    searched("养老保险", renshe, days=DAYS + 2)
    searched("校车", days=DAYS + 1)
    searched("夏令营", jiaoyu)
    assert offered("", "jiaoyu.localhost") == ["夏令营", "校车"]
    assert offered("", "jiaoyu.localhost", scope="all") == ["夏令营", "养老保险", "校车"]
    assert offered("", "renshe.localhost") == ["养老保险"]
    assert offered() == ["校车", "养老保险", "夏令营"]


def test_spellings_of_a_term__are_one(offered, searched):
    searched("校车", days=DAYS + 1)
    searched("校車")
    assert offered() == ["校车"]


def test_language__is_respected(client, searched):
    searched("校车")
    response = client.get("/en/search/", headers={"host": "localhost"})
    assert response.context["hot"] == []


def test_office__withholds_a_term_at_once(ask, searched, province):
    searched("校车")
    searched("校车检查")
    department = province.jiaoyu.department

    def shown(host):
        return [term.text for term in ask("", host).context["hot"]]

    assert shown("jiaoyu.localhost") == shown("localhost") == ["校车", "校车检查"]
    listed = WithheldTerms.objects.create(department=department, words="校車檢查")
    assert shown("jiaoyu.localhost") == ["校车"]
    assert shown("localhost") == ["校车", "校车检查"]
    listed.department, listed.words = None, "校车"
    listed.save()
    assert shown("jiaoyu.localhost") == shown("localhost") == []


def test_webmaster__withholds_on_the_own_site_only(client, province):
    client.force_login(make_user("w", province.jiaoyu.department, Role.WEBMASTER))
    address = reverse(WithheldTerms.snippet_viewset.get_url_name("add"))
    client.post(address, {"words": "校车", "department": province.renshe.department.pk})
    assert not WithheldTerms.objects.exists()
    client.post(address, {"words": "校车", "department": province.jiaoyu.department.pk})
    assert WithheldTerms.objects.get().department == province.jiaoyu.department


def test_statements__do_not_grow_with_what_is_searched_for(ask, searched):
    def statements():
        cache.clear()
        ask("")
        with CaptureQueriesContext(connection) as cold:
            cache.clear()
            ask("")
        with CaptureQueriesContext(connection) as warm:
            assert len(ask("").context["hot"]) <= MOST
        return len(cold), len(warm)

    searched("校车")
    few = statements()
    for number in range(60):
        searched(f"没有{chr(0x4E00 + number)}词")
    many = statements()
    assert many[1] == few[1]
    assert many[0] <= few[0] + 2 * 15
