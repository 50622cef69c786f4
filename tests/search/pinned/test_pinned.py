"""A pinned answer stands above the results, on its site or on all, as long as its page is public."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.content.models import ArticlePage
from cms.organisation.roles import Role
from search.models import PinnedAnswer
from tests.factories import make_article, make_user

YESTERDAY, TODAY = (timezone.localdate() - datetime.timedelta(days=days) for days in (1, 0))


@pytest.fixture
def pinned(ask):
    """The titles above the results."""
    return lambda query, host="localhost", **choices: [
        result.card.title for result in ask(query, host, **choices).context["results"].pinned
    ]


@pytest.fixture
def answer(province):
    """The answer of the education department to two ways of asking."""
    return PinnedAnswer.objects.create(
        department=province.jiaoyu.department, words="陪餐\n校園餐", page_id=province.meals.pk
    )


def test_answer__stands_on_its_own_site_however_it_is_written(pinned, answer, province):
    for query in ("陪餐", "校园餐", " 校园餐？"):
        assert pinned(query, "jiaoyu.localhost") == [province.meals.title]
    assert pinned("校园", "jiaoyu.localhost") == []
    assert pinned("陪餐", "renshe.localhost") == []
    assert pinned("陪餐") == []


def test_answer_for_all__stands_on_every_site(pinned, answer, province):
    PinnedAnswer.objects.update(department=None)
    for host in ("localhost", "jiaoyu.localhost", "renshe.localhost"):
        assert pinned("陪餐", host) == [province.meals.title]


def test_answer__is_not_repeated_below(ask, answer):
    results = ask("陪餐", "jiaoyu.localhost").context["results"]
    assert [item.card.title for item in results.items] == []
    assert len(results.pinned) == 1


def test_answer__is_gone_with_its_page(pinned, answer, province):
    ArticlePage.objects.get(pk=province.meals.pk).unpublish()
    assert pinned("陪餐", "jiaoyu.localhost") == []


def test_answer__never_shows_a_draft(pinned, answer, province):
    PinnedAnswer.objects.update(page=make_article(province.schools, "草稿", live=False).pk)
    assert pinned("陪餐", "jiaoyu.localhost") == []


@pytest.mark.parametrize(("until", "stands"), [(YESTERDAY, False), (TODAY, True), (None, True)])
def test_answer__stands_until_its_last_day(pinned, answer, until, stands):
    PinnedAnswer.objects.update(until=until)
    assert bool(pinned("陪餐", "jiaoyu.localhost")) is stands


def test_answer__stands_only_above_the_first_page_that_is_not_narrowed(pinned, answer):
    assert pinned("陪餐", "jiaoyu.localhost", kind="news") == []


@pytest.fixture
def add(client, province):
    """Sends the form of a new answer for a person; what it says, '' where it was taken."""

    def add(user, **values):
        client.force_login(user)
        data = {"words": "新词", "page": province.meals.pk, "until": "", "department": "", **values}
        response = client.post(reverse(PinnedAnswer.snippet_viewset.get_url_name("add")), data)
        return "" if response.status_code == 302 else response.content.decode()

    return add


def test_webmaster__pins_for_the_own_site_only(add, province):
    webmaster = make_user("w", province.jiaoyu.department, Role.WEBMASTER)
    assert "必需字段" in add(webmaster)
    assert not PinnedAnswer.objects.exists()
    assert add(webmaster, department=province.renshe.department.pk) != ""
    assert not PinnedAnswer.objects.exists()
    assert add(webmaster, department=province.jiaoyu.department.pk) == ""
    assert PinnedAnswer.objects.get().department == province.jiaoyu.department


def test_supervising_office__pins_for_all_sites(add):
    assert add(make_user("office", None, Role.SUPERVISOR)) == ""
    assert PinnedAnswer.objects.get().department is None


def test_reviewer__pins_nothing(add, province):
    add(make_user("r", province.jiaoyu.department, Role.REVIEWER), department=province.jiaoyu.department.pk)
    assert not PinnedAnswer.objects.exists()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"words": "陪餐\n！！！"}, "没有文字或数字"),
        ({"words": "\n".join(map(str, range(21)))}, "超过了 20 行"),
        ({"until": "2020-01-01"}, "已经过去"),
    ],
)
def test_form__says_beside_the_field_what_is_wrong(add, values, message):
    assert message in add(make_user("office", None, Role.SUPERVISOR), **values)
