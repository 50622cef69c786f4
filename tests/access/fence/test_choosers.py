"""Page choosers: one's own trees and what everybody may read; a new title of another's page is not public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.organisation.roles import Role
from tests.access.fence.helpers import address, readable
from tests.factories import make_article, make_column, make_user

pytestmark = pytest.mark.django_db

NEW_TITLE = "尚未公开的新标题"


@pytest.fixture
def rewritten(foreign):
    """A public page of the other department with a new title in its draft."""
    page = foreign.public
    page.title = NEW_TITLE
    page.save_revision()
    return page


def test_browse__refused_when_the_page_is_a_foreign_draft(client, own, foreign):
    column = make_column(foreign_site(foreign), "ZCWJ", live=False)
    client.force_login(own.webmaster)
    assert client.get(address("wagtailadmin_choose_page_child", column.pk)).status_code == 404
    assert client.get(address("wagtailadmin_choose_page_child", 999_999)).status_code == 404
    assert client.get(address("wagtailadmin_choose_page_child", foreign.column.pk)).status_code == 200


def foreign_site(tenant):
    tenant.home.refresh_from_db()
    return tenant


def test_browse__shows_the_public_title_when_the_draft_has_another(client, own, foreign, rewritten):
    client.force_login(own.webmaster)
    text = readable(client.get(address("wagtailadmin_choose_page_child", foreign.column.pk)))
    assert NEW_TITLE not in text
    assert "caizheng的公开文" in text


def test_search__shows_the_public_title_of_page_and_parent_when_drafts_have_others(client, own, foreign, rewritten):
    foreign.column.title = NEW_TITLE
    foreign.column.save_revision()
    client.force_login(own.webmaster)
    text = readable(client.get(address("wagtailadmin_choose_page_search"), {"q": "caizheng的公开文"}))
    assert "caizheng的公开文" in text
    assert NEW_TITLE not in text


def test_browse__starts_in_sight_when_all_that_could_be_chosen_is_foreign(client, own, foreign):
    page = make_article(foreign.column, "别人的专文", live=False)
    client.force_login(own.webmaster)
    for kind in ("content.articlepage", "content.columnpage"):
        response = client.get(address("wagtailadmin_choose_page"), {"page_type": kind})
        assert response.status_code == 200
        assert page.title not in readable(response)


def test_chosen_multiple__refused_when_one_is_a_foreign_draft(client, own, foreign):
    client.force_login(own.webmaster)
    name = address("wagtailadmin_choose_page_chosen_multiple")
    assert client.get(name, {"id": [own.draft.pk, foreign.public.pk]}).status_code == 200
    answers = [client.get(name, {"id": [own.draft.pk, number]}) for number in (foreign.draft.pk, 999_999, "x")]
    assert {answer.status_code for answer in answers} == {404}


def test_chooser__hides_what_is_published_in_private(client, own, foreign):
    PageViewRestriction.objects.create(page=foreign.column, restriction_type="login")
    client.force_login(own.webmaster)
    assert client.get(address("wagtailadmin_choose_page_child", foreign.column.pk)).status_code == 404
    text = readable(client.get(address("wagtailadmin_choose_page_search"), {"q": "公开文"}))
    assert foreign.public.title not in text


def test_external_link__becomes_a_page_under_its_public_title(client, own, foreign, rewritten):
    client.force_login(own.webmaster)
    form = {"external-link-chooser-url": rewritten.full_url, "external-link-chooser-link_text": "x"}
    text = readable(client.post(address("wagtailadmin_choose_page_external_link"), form))
    assert NEW_TITLE not in text


def test_chooser__shows_every_draft_to_the_superuser(client, own, foreign):
    client.force_login(make_user("root", is_superuser=True))
    text = readable(client.get(address("wagtailadmin_choose_page_child", foreign.column.pk)))
    assert foreign.draft.title in text


def test_chooser__offers_a_portal_editor_what_is_public_only(client, own, foreign):
    editor = make_user("editor", None, Role.PORTAL_EDITOR)
    client.force_login(editor)
    text = readable(client.get(address("wagtailadmin_choose_page_child", foreign.column.pk)))
    assert foreign.public.title in text
    assert foreign.draft.title not in text


@pytest.mark.parametrize("name", ["wagtailadmin_choose_page_child", "wagtailadmin_explore"])
def test_pages__statements_do_not_depend_on_rows(client, own, name):
    client.force_login(own.webmaster)
    url = address(name, own.column.pk)
    counts = []
    for _time in range(2):
        for live in (True, False):
            make_article(own.column, live=live)
        client.get(url)
        with CaptureQueriesContext(connection) as statements:
            assert client.get(url).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
