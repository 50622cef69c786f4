"""What is not public is nowhere: not in lists, counts, facets or excerpts."""

import pytest
from django.utils import timezone

from cms.content.models import ArticlePage, SiteHomePage
from search.indexing import catch_up, rebuild
from search.models import Entry, Passage
from tests.factories import make_article, make_department, publish

SECRETS = {"draft": "蓝鲸", "private": "红隼", "withdrawn": "白鹭"}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize("scope", ["site", "all"])
@pytest.mark.parametrize("host", ["localhost", "jiaoyu.localhost", "renshe.localhost"])
def test_secret__is_found_nowhere(ask, secret, scope, host):
    response = ask(secret, host, scope=scope)
    results = response.context["results"]
    assert results.items == []
    assert results.facets == []
    assert results.total == "0"
    assert f"密语{secret}" not in response.content.decode()


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_secret__is_not_found_when_the_index_was_rebuilt(found, secret):
    rebuild()
    assert found(secret) == []
    assert found("食堂") != []


def test_site__finds_its_own_pages_only_unless_asked_for_all(found):
    assert found("养老保险", "jiaoyu.localhost") == []
    assert found("养老保险", "jiaoyu.localhost", scope="all") == ["养老保险缴费提示"]
    assert found("养老保险", "renshe.localhost") == ["养老保险缴费提示"]
    assert found("养老保险", "localhost") == ["养老保险缴费提示"]
    assert found("养老保险", "localhost", scope="site") == []


def test_other_language__is_not_found(client, ask, province):
    Entry.objects.filter(page=province.camp.pk).update(language="en")
    assert ask("夏令营").context["results"].items == []


def test_page__is_gone_from_the_search_as_it_is_withdrawn(found, province):
    ArticlePage.objects.get(pk=province.camp.pk).unpublish()
    assert found("夏令营") == []
    assert not Passage.objects.filter(entry=province.camp.pk).exists()


def test_page__is_gone_from_the_search_as_it_is_deleted(found, province):
    ArticlePage.objects.get(pk=province.camp.pk).delete()
    assert found("夏令营") == []


def test_pages__are_gone_as_their_column_becomes_private(found, province):
    province.schools.view_restrictions.create(restriction_type="password", password="x")
    assert found("夏令营") == []
    province.schools.view_restrictions.all().delete()
    assert found("夏令营") == ["暑期夏令营开营"]


def test_pages__follow_their_site_to_another_department(found, province):
    home = SiteHomePage.objects.get(pk=province.jiaoyu.home.pk)
    home.department = make_department("kejiao")
    publish(home)
    assert Entry.objects.get(page=province.camp.pk).department.slug == "kejiao"


def test_correction__is_found_and_what_it_replaced_is_not(found, province):
    page = ArticlePage.objects.get(pk=province.camp.pk)
    page.title = "冬令营开营"
    publish(page)
    assert found("冬令营") == ["冬令营开营"]
    assert found("夏令营") == []


def test_draft_of_a_public_page__is_not_found(found, province):
    page = ArticlePage.objects.get(pk=province.camp.pk)
    page.title = "尚未批准的秋令营"
    page.save_revision()
    assert found("秋令营") == []


def test_import__is_found_once_the_background_work_ran(found, province, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    publish(*(make_article(province.schools, f"校园开放日{number}", live=False) for number in range(25)))
    assert found("校园开放日") == []
    catch_up()
    assert len(found("校园开放日")) == 10


def test_entry__tells_the_day_that_lists_show(province):
    entry = Entry.objects.get(page=province.camp.pk)
    assert entry.year == timezone.localtime(entry.listed_at).year
