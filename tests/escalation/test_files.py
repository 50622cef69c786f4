"""Pictures, files, collections and tags: no number, address or parameter opens what is another's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.images.utils import generate_signature
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from cms.approval.release.withdrawal import withdraw
from cms.content.models import ArticlePage, Attachment, Picture
from tests.access.fence.helpers import address, readable
from tests.approval.helpers import article_form
from tests.factories import make_article, publish

pytestmark = pytest.mark.django_db
KINDS = (("image", "picture", Picture), ("document", "attachment", Attachment))


def upload():
    file = get_test_image_file(filename="planted.png")
    return SimpleUploadedFile("planted.png", file.file.getvalue(), "image/png")


def space_of(kind):
    return {"image": "wagtailimages", "document": "wagtaildocs"}[kind]


@pytest.mark.parametrize(("kind", "name", "model"), KINDS)
def test_upload__refused_when_the_collection_is_foreign(attempt, lawful, own, foreign, kind, name, model):
    space = space_of(kind)
    root = Collection.get_first_root_node()
    for collection in (foreign.collection, root):
        form = {"title": "夺", "collection": collection.pk, "tags": ""}
        attempt.post(reverse(f"{space}:add"), form | {"file": upload()})
        attempt.post(reverse(f"{space}:add_multiple"), form | {"files[]": upload()})
        prefixed = {f"{kind}-chooser-upload-{key}": value for key, value in form.items()}
        attempt.post(reverse(f"{space}_chooser:create"), prefixed | {f"{kind}-chooser-upload-file": upload()})
    assert not model.objects.filter(title="夺").exclude(collection=own.collection).exists()
    form = {"title": "自己的", "collection": own.collection.pk, "tags": "", "file": upload()}
    answer = lawful.post(reverse(f"{space}:add"), form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert model.objects.filter(title="自己的", collection=own.collection).exists()


@pytest.mark.parametrize(("kind", "name", "model"), KINDS)
def test_edit_file__stays_when_the_collection_is_foreign(attempt, own, foreign, kind, name, model):
    form = {"title": "夺", "collection": foreign.collection.pk, "tags": ""}
    attempt.post(address(f"{space_of(kind)}:edit", getattr(own, name).pk), form)
    assert model.objects.get(pk=getattr(own, name).pk).collection == own.collection


@pytest.mark.parametrize(("kind", "name", "model"), KINDS)
def test_act_on_many_files__refused_when_one_is_foreign(attempt, lawful, own, foreign, kind, name, model):
    numbers = [getattr(each, name).pk for each in (own, foreign)]
    for action, form in (
        ("add_tags", {"tags": "夺"}),
        ("delete", {}),
        ("add_to_collection", {"collection": own.collection.pk}),
    ):
        url = address("wagtail_bulk_action", "content", model._meta.model_name, action)
        for named in (numbers, numbers[1:]):
            assert attempt.post(url + "?" + "&".join(f"id={number}" for number in named), form).status_code == 404
    url = address("wagtail_bulk_action", "content", model._meta.model_name, "add_tags")
    lawful.post(f"{url}?id={numbers[0]}", {"tags": "新词"})
    assert "新词" in getattr(own, name).tags.names()


@pytest.mark.parametrize(("kind", "name", "model"), KINDS)
def test_move_many_files__refused_when_the_collection_is_foreign(attempt, own, foreign, kind, name, model):
    url = address("wagtail_bulk_action", "content", model._meta.model_name, "add_to_collection")
    attempt.post(f"{url}?id={getattr(own, name).pk}", {"collection": foreign.collection.pk})
    assert model.objects.get(pk=getattr(own, name).pk).collection == own.collection


@pytest.mark.parametrize(("kind", "name", "model"), KINDS)
def test_choose_many__refused_when_one_is_foreign(attempt, lawful, own, foreign, kind, name, model):
    url = reverse(f"{space_of(kind)}_chooser:chosen_multiple")
    numbers = [getattr(each, name).pk for each in (own, foreign)]
    assert attempt.get(url, {"id": numbers}).status_code == 404
    assert lawful.get(url, {"id": numbers[:1]}).status_code == 200


def test_choose_many__refused_when_a_page_or_a_card_is_foreign(attempt, lawful, own, foreign):
    pages = reverse("wagtailadmin_choose_page_chosen_multiple")
    assert attempt.get(pages, {"id": [own.draft.pk, foreign.draft.pk]}).status_code == 404
    assert lawful.get(pages, {"id": [own.draft.pk]}).status_code == 200
    cards = reverse("wagtailsnippetchoosers_content_contactcard:chosen_multiple")
    attempt.get(cards, {"id": [own.card.pk, foreign.card.pk]})
    assert own.card.name in readable(lawful.get(cards, {"id": [own.card.pk]}))


def test_select_format__refused_when_the_picture_is_foreign(attempt, lawful, own, foreign):
    form = {"image-chooser-insertion-format": "left", "image-chooser-insertion-alt_text": "x"}
    url = address("wagtailimages_chooser:select_format", foreign.picture.pk)
    assert attempt.get(url).status_code == attempt.post(url, form).status_code == 404
    url = address("wagtailimages_chooser:chosen", foreign.picture.pk)
    assert attempt.get(url, {"select_format": "true"}).status_code == 404
    assert lawful.post(address("wagtailimages_chooser:select_format", own.picture.pk), form).status_code == 200


def test_rendition__refused_when_the_picture_is_foreign(attempt, lawful, own, foreign):
    number = foreign.picture.pk
    for url in (
        address("wagtailimages:url_generator", number),
        address("wagtailimages:url_generator_output", number) + "?filter_method=width&width=100",
        address("wagtailimages:preview", number, "width-100"),
        f"/images/{generate_signature(number, 'width-100')}/{number}/width-100/",
        foreign.picture.file.url,
        foreign.picture.get_rendition("width-100").url,
    ):
        assert attempt.get(url).status_code == 404
    assert lawful.get(address("wagtailimages:preview", own.picture.pk, "width-100")).status_code == 200
    assert lawful.get(own.picture.get_rendition("width-100").url).status_code == 200


def with_file(office):
    page = make_article(office.column, "带附件的公文", live=False)
    page.attachments.create(title="附件", attachment=office.attachment)
    page.save()
    return page


def test_file__refused_when_its_page_is_a_draft_or_withdrawn(attempt, client, foreign):
    page, url = with_file(foreign), foreign.attachment.url
    assert attempt.get(url).status_code == client.get(url).status_code == 404
    page = publish(page)
    assert client.get(url).status_code == 200
    withdraw(page, foreign.signer, "撤下")
    assert attempt.afresh().get(url).status_code == client.get(url).status_code == 404


def test_file__refused_when_its_address_is_guessed(attempt, foreign):
    number, name = foreign.attachment.pk, foreign.attachment.filename
    for url in (f"/documents/{number}/", f"/documents/{number}/x", f"/media/{foreign.attachment.file.name}"):
        assert attempt.get(url).status_code == 404
    for method in ("head", "post"):
        assert attempt(method, f"/documents/{number}/{name}").status_code in (404, 405)


def test_tag__not_told_when_only_foreign_files_bear_it(attempt, lawful, own, foreign):
    for url in (
        reverse("wagtailadmin_tag_autocomplete"),
        address("wagtailadmin_tag_model_autocomplete", "taggit", "tag"),
    ):
        for term in ("词", "词Q", "词q"):
            attempt.get(url, {"term": term})
        assert lawful.get(url, {"term": "词"}).json() == ["词jiaoyu"]
    for name in ("wagtailimages:index", "wagtaildocs:index", "wagtailimages_chooser:choose"):
        attempt.get(reverse(name), {"q": "附件图"})


def test_collection__refused_when_it_is_foreign(attempt, own, foreign):
    for user in (own.webmaster, own.administrator):
        attempt.by(user)
        for name in ("edit", "delete", "set_privacy"):
            url = address(f"wagtailadmin_collections:{name}", foreign.collection.pk)
            form = {"name": "夺", "parent": own.collection.pk, "restriction_type": "none"}
            assert attempt.get(url).status_code == attempt.post(url, form).status_code == 404
        attempt.post(reverse("wagtailadmin_collections:add"), {"name": "夺", "parent": foreign.collection.pk})
    assert not Collection.objects.filter(name="夺").exists()


def planted(office):
    """Forms that name, each in another way, something of the office by its number."""
    link = rich_text(f'<p><a linktype="page" id="{office.draft.pk}">x</a></p>')
    cards = streamfield([]) | {"count": "1", "0": {"deleted": "", "order": "0", "id": "", "value": office.card.pk}}
    return {
        "link in text": {"body": streamfield([("text", {"text": link, "align": "start"})])},
        "picture": {"body": streamfield([("image", {"image": office.picture.pk, "alt": "图", "caption": ""})])},
        "card": {"body": streamfield([("contact_cards", {"title": "", "cards": cards})])},
        "lead picture": {"lead_image": office.picture.pk, "lead_image_alt": "图"},
    }


@pytest.mark.parametrize("place", ["link in text", "picture", "card", "lead picture"])
def test_reference__refused_when_a_form_names_what_is_foreign(attempt, lawful, own, foreign, place):
    url = address("wagtailadmin_pages:edit", own.draft.pk)
    form = article_form(own.draft, title="改了", **planted(foreign)[place])
    assert attempt.post(url, form).status_code == 404
    preview = address("wagtailadmin_pages:preview_on_edit", own.draft.pk)
    assert attempt.post(preview, form).status_code == 404
    attempt.get(preview)
    assert ArticlePage.objects.get(pk=own.draft.pk).draft_title == own.draft.title
    answer = lawful.post(url, article_form(own.draft, title="改了", **planted(own)[place]))
    assert answer.status_code == 302, answer.context["form"].errors


def test_reference__refused_when_a_row_names_a_foreign_file_or_draft(attempt, lawful, own, foreign):
    url = address("wagtailadmin_pages:edit", own.draft.pk)

    def rows(office):
        file = {"title": "附件", "attachment": office.attachment.pk, "external_url": "", "ORDER": "1"}
        return article_form(own.draft, attachments=inline_formset([file]))

    def related(office):
        row = {"type": "related", "target": office.draft.pk, "ORDER": "1"}
        return article_form(own.draft, relations=inline_formset([row]))

    for form in (rows(foreign), related(foreign)):
        assert attempt.post(url, form).status_code == 404
    assert lawful.post(url, rows(own)).status_code == 302
