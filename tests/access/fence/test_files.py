"""Pictures, files and their tags: what another department keeps has no address, no word and no thumbnail here."""

import pytest
from wagtail.models import UploadedFile

from cms.content.models import Attachment, Picture
from tests.access.fence.helpers import address, bare, readable

pytestmark = pytest.mark.django_db

MISSING = 999_999
BY_PICTURE = (
    *("wagtailimages:edit", "wagtailimages:delete", "wagtailimages:image_usage", "wagtailimages:url_generator"),
    *("wagtailimages:edit_multiple", "wagtailimages:delete_multiple"),
    *("wagtailimages_chooser:chosen", "wagtailimages_chooser:select_format"),
)
BY_FILE = (
    *("wagtaildocs:edit", "wagtaildocs:delete", "wagtaildocs:document_usage"),
    *("wagtaildocs:edit_multiple", "wagtaildocs:delete_multiple", "wagtaildocs_chooser:chosen"),
)
ADDRESSES = [("picture", name) for name in BY_PICTURE] + [("attachment", name) for name in BY_FILE]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("kind", "name"), ADDRESSES)
def test_file__answered_as_missing_when_it_is_foreign(client, files, kind, name, method):
    own, foreign = files
    client.force_login(own.webmaster)
    number = getattr(foreign, kind).pk
    answers = [getattr(client, method)(address(name, each), {"title": "夺"}) for each in (number, MISSING)]
    assert answers[0].status_code == 404
    assert bare(answers[0]) == bare(answers[1])
    getattr(foreign, kind).refresh_from_db()
    assert getattr(foreign, kind).title.startswith("caizheng")


# Addresses that answer a form only, and one that no public address of sizes stands behind.
NOT_SHOWN = ("edit_multiple", "delete_multiple", "url_generator")


@pytest.mark.parametrize(("kind", "name"), [each for each in ADDRESSES if not each[1].endswith(NOT_SHOWN)])
def test_file__open_when_it_is_ones_own(client, files, kind, name):
    own, _foreign = files
    client.force_login(own.webmaster)
    assert client.get(address(name, getattr(own, kind).pk)).status_code == 200


@pytest.mark.parametrize("space", ["wagtailimages_chooser", "wagtaildocs_chooser"])
def test_chosen_multiple__refused_when_one_is_foreign(client, files, space):
    own, foreign = files
    kind = "picture" if "image" in space else "attachment"
    client.force_login(own.webmaster)
    url = address(f"{space}:chosen_multiple")
    numbers = [getattr(each, kind).pk for each in files]
    assert client.get(url, {"id": numbers[:1]}).status_code == 200
    assert client.get(url, {"id": numbers}).status_code == 404
    assert client.get(url, {"id": "x"}).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        *("wagtailimages:index", "wagtailimages:index_results", "wagtailimages_chooser:choose"),
        *("wagtailimages_chooser:choose_results", "wagtaildocs:index", "wagtaildocs:index_results"),
        *("wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results"),
    ],
)
def test_list__offers_ones_own_files_and_tags(client, files, name):
    own, _foreign = files
    client.force_login(own.webmaster)
    text = readable(client.get(address(name)))
    assert "jiaoyu的" in text
    assert "caizheng" not in text
    if name in ("wagtailimages:index", "wagtaildocs:index", "wagtailimages_chooser:choose"):
        assert "标签-jiaoyu" in text


def test_list__keeps_its_tag_filter_when_others_tags_are_more_popular(client, files):
    own, foreign = files
    foreign.picture.tags.add(*(f"别家的词{number}" for number in range(12)))
    client.force_login(own.webmaster)
    text = readable(client.get(address("wagtailimages:index"), {"tag": "标签-jiaoyu"}))
    assert "标签-jiaoyu" in text
    assert own.picture.title in text
    assert "别家的词" not in text


@pytest.mark.parametrize("args", [(), ("taggit", "tag")])
def test_completion__knows_the_tags_of_ones_own_files_only(client, files, args):
    own, _foreign = files
    client.force_login(own.webmaster)
    name = "wagtailadmin_tag_model_autocomplete" if args else "wagtailadmin_tag_autocomplete"
    assert client.get(address(name, *args), {"term": "标签"}).json() == ["标签-jiaoyu"]


def test_completion__refused_when_the_words_are_not_tags(client, files):
    own, _foreign = files
    client.force_login(own.webmaster)
    assert client.get(address("wagtailadmin_tag_model_autocomplete", "content", "picture")).status_code == 404


def test_tag__stays_as_it_was_typed_when_another_spells_it_otherwise(client, files):
    own, foreign = files
    foreign.picture.tags.add("BudgetDraft")
    own.picture.tags.add("budgetdraft")
    assert "budgetdraft" in own.picture.tags.names()
    assert "BudgetDraft" not in own.picture.tags.names()


def test_upload__finished_by_who_began_it_only(client, files):
    own, foreign = files
    upload = UploadedFile.objects.create(uploaded_by_user=foreign.webmaster, file="uploaded/x.png")
    client.force_login(own.webmaster)
    name = "wagtailimages:create_multiple_from_uploaded_image"
    answers = [client.post(address(name, number)) for number in (upload.pk, MISSING)]
    assert answers[0].status_code == 404
    assert bare(answers[0]) == bare(answers[1])
    assert UploadedFile.objects.filter(pk=upload.pk).exists()


def test_usage__does_not_name_a_foreign_page(client, files):
    own, foreign = files
    client.force_login(own.webmaster)
    text = readable(client.get(address("wagtailimages:image_usage", own.picture.pk)))
    assert foreign.draft.title not in text


def test_serving__gives_a_foreign_office_neither_file_nor_picture(client, files):
    own, foreign = files
    client.force_login(own.webmaster)
    for url in (foreign.attachment.url, foreign.picture.file.url, foreign.picture.get_rendition("max-165x165").url):
        assert client.get(url).status_code == 404
    assert client.get(own.attachment.url).status_code == 200


def test_bulk__refused_when_one_is_foreign(client, files):
    own, foreign = files
    client.force_login(own.webmaster)
    for model, kind in ((Picture, "picture"), (Attachment, "attachment")):
        args = ("content", model._meta.model_name)
        for action, form in (("add_tags", {"tags": "夺"}), ("delete", {}), ("add_to_collection", {})):
            url = address("wagtail_bulk_action", *args, action)
            numbers = [getattr(each, kind).pk for each in files]
            query = "?" + "&".join(f"id={number}" for number in numbers)
            assert client.get(url + query).status_code == 404
            assert client.post(url + query, form | {"collection": own.collection.pk}).status_code == 404
        assert "夺" not in getattr(foreign, kind).tags.names()
        assert model.objects.filter(pk=getattr(foreign, kind).pk, collection=foreign.collection).exists()


def test_bulk__done_when_all_are_ones_own(client, files):
    own, foreign = files
    client.force_login(own.webmaster)
    url = address("wagtail_bulk_action", "content", "picture", "add_tags")
    client.post(f"{url}?id=all", {"tags": "新词"})
    assert "新词" in own.picture.tags.names()
    assert "新词" not in foreign.picture.tags.names()
