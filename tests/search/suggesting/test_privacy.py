"""What is not public is neither suggested nor said to have been meant."""

import pytest

from cms.content.models import ArticlePage, SiteHomePage
from search.indexing import rebuild
from search.models import Entry
from tests.factories import make_department, publish

SECRETS = {
    "draft": ("草稿密语蓝鲸", "草稿蜜语蓝鲸"),
    "private": ("私密密语红隼", "私密蜜语红隼"),
    "withdrawn": ("撤下密语白鹭", "撤下蜜语白鹭"),
}
TYPED = {"characters": lambda title: title[:2], "middle": lambda title: title[1:5], "whole": lambda title: title}
LETTERS = {"draft": ("caogao", "cgmy"), "private": ("simi", "smmy"), "withdrawn": ("chexia", "cxmy")}


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("host", ["localhost", "jiaoyu.localhost"])
@pytest.mark.parametrize("scope", ["site", "all"])
def test_secret__is_suggested_to_nobody(suggestions, secret, host, scope):
    title, _misspelled = SECRETS[secret]
    for typed in (*(how(title) for how in TYPED.values()), *LETTERS[secret]):
        assert suggestions(typed, host, scope=scope) == []


@pytest.mark.parametrize("secret", SECRETS)
def test_secret__is_not_what_was_meant(meant, secret):
    title, misspelled = SECRETS[secret]
    rebuild()
    for query in (misspelled, misspelled[:4], title[:3] + "兰" + title[5:], *LETTERS[secret]):
        assert meant(query, scope="all") == ""


def test_page__is_no_longer_suggested_as_it_is_withdrawn(suggestions, meant, province):
    assert suggestions("夏令营") == ["暑期夏令营开营"]
    assert meant("下令营") == "夏令营"
    ArticlePage.objects.get(pk=province.camp.pk).unpublish()
    assert suggestions("夏令营") == []
    assert meant("下令营") == ""


def test_pages__are_no_longer_suggested_as_their_column_becomes_private(suggestions, province):
    province.schools.view_restrictions.create(restriction_type="password", password="x")
    assert suggestions("夏令营") == []


def test_correction__replaces_what_was_suggested(suggestions, province):
    page = ArticlePage.objects.get(pk=province.camp.pk)
    page.title = "冬令营开营"
    publish(page)
    assert suggestions("夏令营") == suggestions("shuqi") == []
    assert suggestions("dly") == ["冬令营开营"]


def test_draft_of_a_public_page__is_not_suggested(suggestions, province):
    page = ArticlePage.objects.get(pk=province.camp.pk)
    page.title = "尚未批准的秋令营"
    page.save_revision()
    assert suggestions("尚未") == suggestions("秋令营") == []


def test_other_site__suggests_its_own_titles_only_unless_asked_for_all(suggestions, meant):
    for typed in ("养老", "yanglao", "ylbx", "老保"):
        assert suggestions(typed, "jiaoyu.localhost") == []
        assert suggestions(typed, "localhost", scope="site") == []
        assert suggestions(typed, "jiaoyu.localhost", scope="all") == ["养老保险缴费提示"]
    assert meant("养老报险", "jiaoyu.localhost") == ""
    assert meant("养老报险", "jiaoyu.localhost", scope="all") == "养老保险"
    assert suggestions("省人力", "jiaoyu.localhost") == []


def test_other_language__is_not_suggested(suggestions, meant, province):
    Entry.objects.filter(page=province.camp.pk).update(language="en")
    assert suggestions("夏令营") == suggestions("shuqi") == []
    assert meant("下令营") == ""
    assert suggestions("shuqi", path="/en/search/suggest/") == ["暑期夏令营开营"]
    assert suggestions("yanglao", path="/en/search/suggest/") == []
    assert suggestions("省教育", path="/en/search/suggest/") == []


def test_department__is_suggested_only_while_its_site_is_public(suggestions, province):
    make_department("guihua", name="广东省规划厅", short_name="省规划厅")
    assert suggestions("省规划") == []
    home = SiteHomePage.objects.get(pk=province.jiaoyu.home.pk)
    home.view_restrictions.create(restriction_type="password", password="x")
    assert suggestions("省教育") == []
