"""Previews and public addresses: what another has not published is seen nowhere."""

import pytest
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset

from cms.content.models import ArticlePage
from sites.models import SiteSettings
from tests.access.fence.helpers import address, readable
from tests.approval.helpers import article_form

pytestmark = pytest.mark.django_db
SPACE = "wagtailsnippets_content_contactcard"


def test_preview_session__refused_when_the_page_is_foreign(attempt, lawful, own, foreign):
    form = article_form(own.draft, title="改了的标题")
    for page in (foreign.draft, foreign.public):
        url = address("wagtailadmin_pages:preview_on_edit", page.pk)
        assert attempt.post(url, form).status_code == 404
        assert attempt.get(url).status_code == 404
        assert attempt("delete", url).status_code == 404
    url = address("wagtailadmin_pages:preview_on_edit", own.draft.pk)
    assert lawful.post(url, form).json()["is_valid"]
    assert "改了的标题" in readable(lawful.get(url))


def test_preview_session__refused_when_ones_own_is_read_as_a_foreign_one(attempt, own, foreign):
    attempt.post(address("wagtailadmin_pages:preview_on_edit", own.draft.pk), article_form(own.draft))
    for name in ("preview_on_edit", "view_draft"):
        assert attempt.get(address(f"wagtailadmin_pages:{name}", foreign.draft.pk)).status_code == 404
    url = address("wagtailadmin_pages:preview_on_add", "content", "articlepage", foreign.column.pk)
    assert attempt.post(url, article_form(own.draft)).status_code == attempt.get(url).status_code == 404


def test_preview_of_card__refused_when_it_is_foreign(attempt, lawful, own, foreign):
    form = {"department": foreign.department.pk, "name": "看", "phones": "1"}
    url = address(f"{SPACE}:preview_on_edit", foreign.card.pk)
    assert attempt.post(url, form).status_code == attempt.get(url).status_code == 404
    own_url = address(f"{SPACE}:preview_on_edit", own.card.pk)
    attempt.post(own_url, form)
    attempt.get(own_url)
    assert lawful.post(own_url, form | {"department": own.department.pk}).json()["is_valid"]


def test_preview_of_settings__refused_when_the_site_is_foreign(attempt, own, foreign):
    for user in (own.webmaster, own.administrator):
        attempt.by(user)
        for name in ("edit", "preview_on_edit"):
            args = ("department_sites", SiteSettings._meta.model_name, foreign.site.pk)
            url = address(f"wagtailsettings:{name}", *args)
            assert attempt.post(url, {"name": "夺"}).status_code == attempt.get(url).status_code == 404


def test_workflow_preview__refused_when_the_page_is_foreign(attempt, client, own, foreign):
    task = foreign.waiting.current_workflow_task
    for user in (own.webmaster, own.reviewer, own.signer):
        attempt.by(user)
        for page in (foreign.waiting, own.waiting):
            url = address("wagtailadmin_pages:workflow_preview", page.pk, task.pk)
            assert attempt.get(url).status_code == 404
    client.force_login(own.reviewer)
    url = address("wagtailadmin_pages:workflow_preview", own.waiting.pk, own.waiting.current_workflow_task.pk)
    assert own.waiting.title in readable(client.get(url))


def test_block_preview__shows_nothing_when_it_is_given_foreign_numbers(attempt, foreign):
    url = address("wagtailadmin_block_preview")
    for number in (foreign.picture.pk, foreign.card.pk, foreign.draft.pk):
        attempt.get(url, {"id": number, "block": number})


def test_related_list__shows_nothing_when_a_preview_names_a_foreign_draft(attempt, own, foreign):
    row = {"type": "related", "target": foreign.hidden.pk, "ORDER": "1"}
    form = article_form(own.draft, relations=inline_formset([row]))
    url = address("wagtailadmin_pages:preview_on_edit", own.draft.pk)
    attempt.post(url, form)
    attempt.get(url)


def test_public_address__refused_when_the_page_is_a_draft(attempt, client, own, foreign):
    host = {"headers": {"host": foreign.site.hostname}}
    for page in (foreign.draft, foreign.hidden, foreign.waiting):
        path = Page.objects.get(pk=page.pk).url_path.split("/", 2)[2]
        assert attempt.get(f"/{path}", **host).status_code == 404
        assert client.get(f"/{path}", **host).status_code == 404
    path = Page.objects.get(pk=foreign.public.pk).url_path.split("/", 2)[2]
    assert attempt.get(f"/{path}", **host).status_code == 200


def test_public_address__refused_when_the_host_is_another_departments(client, own, foreign):
    path = ArticlePage.objects.get(pk=foreign.public.pk).url_path.split("/", 2)[2]
    assert client.get(f"/{path}", headers={"host": foreign.site.hostname}).status_code == 200
    for host in (own.site.hostname, "nowhere.localhost"):
        assert client.get(f"/{path}", headers={"host": host}).status_code == 404


def test_userbar__shows_nothing_of_a_page_when_it_is_foreign(attempt, foreign):
    path = Page.objects.get(pk=foreign.public.pk).url_path.split("/", 2)[2]
    text = readable(attempt.get(f"/{path}", headers={"host": foreign.site.hostname}))
    assert address("wagtailadmin_pages:edit", foreign.public.pk) not in text
