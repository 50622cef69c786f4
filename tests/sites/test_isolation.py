"""A webmaster of one site reaches nothing of another: not by list, form, chooser, nor by what a form sends."""

import pytest
from django.urls import reverse
from wagtail.models import Collection, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.content.models import ColumnPage, Picture
from cms.organisation.roles import Role
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
SECRET = "别站未公开的草稿"


@pytest.fixture
def webmaster(built, client):
    """A client signed in as the first site's webmaster."""
    client.force_login(make_user("web", built.department, Role.WEBMASTER))
    return client


@pytest.fixture
def foreign(other):
    """A draft of the second site."""
    column = ColumnPage.objects.child_of(other.home).first()
    return make_article(column, title=SECRET, live=False, kind="news")


def refused(response):
    return response.status_code in (403, 404) or (
        response.status_code == 302 and response.headers["Location"] == reverse("wagtailadmin_home")
    )


PAGE_VIEWS = [
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:delete",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:set_privacy",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:lock",
    "wagtailadmin_pages:convert_alias",
]


@pytest.mark.parametrize("name", PAGE_VIEWS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_views__denied_when_the_page_is_of_another_site(webmaster, foreign, name, method):
    before = Page.objects.filter(pk=foreign.pk).values().get()
    number = Page.objects.count()
    response = getattr(webmaster, method)(reverse(name, args=[foreign.pk]), {"title": "改", "slug": "x"})
    assert refused(response) or response.status_code == 405
    assert SECRET not in response.content.decode()
    assert Page.objects.filter(pk=foreign.pk).values().get() == before
    assert Page.objects.count() == number


@pytest.mark.parametrize("method", ["get", "post"])
def test_add__denied_below_another_sites_column(webmaster, other, method):
    column = ColumnPage.objects.child_of(other.home).first()
    address = reverse("wagtailadmin_pages:add", args=["content", "articlepage", column.pk])
    assert refused(getattr(webmaster, method)(address, {"title": "x", "slug": "x", "kind": "news"}))
    assert column.get_children().count() == 0


def test_add__offered_below_a_column_of_the_own_site(webmaster, built):
    column = ColumnPage.objects.child_of(built.home).first()
    address = reverse("wagtailadmin_pages:add", args=["content", "articlepage", column.pk])
    assert webmaster.get(address).status_code == 200


def test_explorer__shows_the_own_tree_alone(webmaster, built, other, foreign):
    root = webmaster.get(reverse("wagtailadmin_explore_root"), follow=True).content.decode()
    assert built.home.title in root
    assert other.home.title not in root
    column = foreign.get_parent()
    response = webmaster.get(reverse("wagtailadmin_explore", args=[column.pk]), follow=True)
    assert SECRET not in response.content.decode()


@pytest.mark.parametrize("query", ["?q=草稿", ""])
def test_choosers__offer_no_draft_of_another_site(webmaster, foreign, query):
    column = foreign.get_parent()
    for address in (
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_child", args=[column.pk]),
        reverse("wagtailadmin_choose_page_search"),
    ):
        assert SECRET not in webmaster.get(address + query).content.decode()


def test_move__denied_into_another_site(webmaster, built, other):
    column = ColumnPage.objects.child_of(built.home).first()
    mine = make_article(column, live=False, kind="news")
    target = ColumnPage.objects.child_of(other.home).first()
    webmaster.post(reverse("wagtailadmin_pages:move_confirm", args=[mine.pk, target.pk]))
    assert Page.objects.get(pk=mine.pk).get_parent().pk == column.pk


def test_copy__denied_into_another_site(webmaster, built, other):
    mine = make_article(ColumnPage.objects.child_of(built.home).first(), live=False, kind="news")
    target = ColumnPage.objects.child_of(other.home).first()
    form = {"new_title": "副本", "new_slug": "copy", "new_parent_page": target.pk}
    webmaster.post(reverse("wagtailadmin_pages:copy", args=[mine.pk]), form)
    assert not Page.objects.filter(slug="copy").exists()


def test_publish__refused_when_the_webmaster_sends_the_button(webmaster, built):
    mine = make_article(ColumnPage.objects.child_of(built.home).first(), live=False, kind="news")
    address = reverse("wagtailadmin_pages:edit", args=[mine.pk])
    formsets = {name: inline_formset([]) for name in ("attachments", "relations", "comments")}
    form = {"title": "新标题", "slug": "x", "kind": "news", "body": streamfield([]), **formsets}
    webmaster.post(address, nested_form_data({**form, "action-publish": "1"}))
    page = Page.objects.get(pk=mine.pk)
    assert not page.live
    assert page.get_latest_revision().content["title"] == "新标题"


def test_add_site__denied_at_the_top_of_the_tree(webmaster):
    root = Page.objects.get(depth=1)
    for model in ("departmenthomepage", "sitehomepage"):
        app = "department_sites" if model == "departmenthomepage" else "content"
        address = reverse("wagtailadmin_pages:add", args=[app, model, root.pk])
        assert refused(webmaster.get(address))


def test_pictures__of_another_site_are_neither_listed_nor_edited(webmaster, other):
    collection = Collection.objects.get(name=other.department.short_name)
    picture = Picture.objects.create(title=SECRET, file="x.png", width=1, height=1, collection=collection)
    for address in (reverse("wagtailimages:index"), reverse("wagtailimages_chooser:choose")):
        assert SECRET not in webmaster.get(address).content.decode()
    assert refused(webmaster.get(reverse("wagtailimages:edit", args=[picture.pk])))
    assert refused(webmaster.post(reverse("wagtailimages:edit", args=[picture.pk]), {"title": "改"}))
    assert Picture.objects.get().title == SECRET


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SECOND_REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNER])
def test_reviewers__sign_in_but_edit_nothing(built, client, role):
    client.force_login(make_user("reviewer", built.department, role))
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    column = ColumnPage.objects.child_of(built.home).first()
    assert refused(client.get(reverse("wagtailadmin_pages:edit", args=[column.pk])))
    assert refused(client.post(reverse("wagtailadmin_pages:edit", args=[column.pk]), {"title": "改"}))
