"""What is planted in a form by number shows nothing and is kept nowhere."""

import pytest
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from cms.content.models import ArticlePage
from tests.access.fence.helpers import address, bare
from tests.approval.helpers import article_form

pytestmark = pytest.mark.django_db


def relation(page):
    return inline_formset([{"type": "related", "target": page.pk, "ORDER": "1"}])


def attachment(file):
    return inline_formset([{"title": "附件", "attachment": file.pk, "external_url": "", "ORDER": "1"}])


def picture(tenant):
    return streamfield([("image", {"image": tenant.picture.pk, "alt": "图", "caption": ""})])


def text_with(tenant):
    embed = f'<p><a linktype="document" id="{tenant.attachment.pk}">文</a></p>'
    return streamfield([("text", {"text": rich_text(embed), "align": "start"})])


def planted(tenant):
    """Forms that name, each in another way, something of the department."""
    return {
        "relation": {"relations": relation(tenant.draft)},
        "attachment": {"attachments": attachment(tenant.attachment)},
        "picture": {"body": picture(tenant)},
        "text": {"body": text_with(tenant)},
    }


@pytest.mark.parametrize("place", ["relation", "attachment", "picture", "text"])
@pytest.mark.parametrize("name", ["edit", "preview_on_edit"])
def test_form__refused_when_it_names_something_foreign(client, files, name, place):
    own, foreign = files
    client.force_login(own.webmaster)
    form = article_form(own.draft, title="改了", **planted(foreign)[place])
    response = client.post(address(f"wagtailadmin_pages:{name}", own.draft.pk), form)
    assert response.status_code == 404
    assert bare(response) == bare(client.get(address("wagtailadmin_pages:edit", 999_999)))
    assert ArticlePage.objects.get(pk=own.draft.pk).draft_title == own.draft.title


@pytest.mark.parametrize("place", ["relation", "attachment", "picture", "text"])
def test_form__refused_when_a_new_page_names_something_foreign(client, files, place):
    own, foreign = files
    client.force_login(own.webmaster)
    form = article_form(ArticlePage(title="新", slug="new"), **planted(foreign)[place])
    url = address("wagtailadmin_pages:add", "content", "articlepage", own.column.pk)
    assert client.post(url, form).status_code == 404
    assert not ArticlePage.objects.filter(slug="new").exists()


@pytest.mark.parametrize("place", ["attachment", "picture", "text"])
def test_form__saved_when_it_names_ones_own(client, files, place):
    own, _foreign = files
    client.force_login(own.webmaster)
    form = article_form(own.draft, title="改了", **planted(own)[place])
    response = client.post(address("wagtailadmin_pages:edit", own.draft.pk), form)
    assert response.status_code == 302, response.context["form"].errors
    assert ArticlePage.objects.get(pk=own.draft.pk).draft_title == "改了"


def test_form__saved_when_it_names_what_is_public(client, files):
    own, foreign = files
    client.force_login(own.webmaster)
    form = article_form(own.draft, title="改了", relations=relation(foreign.public))
    response = client.post(address("wagtailadmin_pages:edit", own.draft.pk), form)
    assert response.status_code == 302, response.context["form"].formsets["relations"].errors


def test_form__saved_when_what_it_named_before_is_no_longer_public(client, files):
    own, foreign = files
    client.force_login(own.webmaster)
    form = article_form(own.draft, title="改了", relations=relation(foreign.public))
    client.post(address("wagtailadmin_pages:edit", own.draft.pk), form)
    ArticlePage.objects.filter(pk=foreign.public.pk).update(live=False)
    form = article_form(own.draft, title="又改", relations=relation(foreign.public))
    response = client.post(address("wagtailadmin_pages:edit", own.draft.pk), form)
    assert response.status_code != 404
