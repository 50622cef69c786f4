"""Forms and queries that no editor sends: a bad request or an empty list, never an error of the server."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from tests.access.fence.helpers import address
from tests.approval.helpers import article_form
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

WITHOUT = "without"
BROKEN = {
    "blocks without a count": {"body-count": WITHOUT},
    "a count that is a word": {"body-count": "x"},
    "running text that is none": {
        **{"body-count": "1", "body-0-type": "text", "body-0-deleted": "", "body-0-order": "0"},
        **{"body-0-value-text": "1", "body-0-value-align": "start"},
    },
    "running text without a bottom": {
        **{"body-count": "1", "body-0-type": "text", "body-0-deleted": "", "body-0-order": "0"},
        **{"body-0-value-text": '{"a":' * 9000, "body-0-value-align": "start"},
    },
    "a row that is named by a word": {
        "relations-TOTAL_FORMS": "1",
        "relations-INITIAL_FORMS": "1",
        "relations-0-id": "x",
    },
    "a removed row in no place": {"relations-TOTAL_FORMS": "1", "relations-0-DELETE": "1", "relations-0-ORDER": "x"},
    "a row in no place": {"relations-TOTAL_FORMS": "1", "relations-0-ORDER": ""},
    "a row without a place": {"relations-TOTAL_FORMS": "1"},
    "a revision that is a word": {"overwrite_revision_id": "today"},
    "a picture that is a word": {"lead_image": "２０２６-01-01"},
    "a picture beyond all numbers": {"lead_image": "9" * 40},
}


@pytest.mark.parametrize("case", BROKEN)
def test_page_form__bad_request_when_it_is_malformed(attempt, own, case):
    form = article_form(own.draft, title="改了") | BROKEN[case]
    form = {name: value for name, value in form.items() if value is not WITHOUT}
    assert attempt.post(address("wagtailadmin_pages:edit", own.draft.pk), form).status_code == 400
    own.draft.refresh_from_db()
    assert own.draft.draft_title != "改了"


def test_page_form__saved_when_the_address_to_go_on_to_is_none(attempt, own):
    form = article_form(own.draft, title="改了") | {"next": "665"}
    attempt.post(address("wagtailadmin_pages:edit", own.draft.pk), form)
    own.draft.refresh_from_db()
    assert own.draft.draft_title == "改了"


@pytest.mark.parametrize("parent", [None, "", "x", "0", "9" * 30])
def test_copy__refused_when_the_place_is_none(attempt, own, parent):
    form = {"new_title": "副本", "new_slug": "copied"} | ({} if parent is None else {"new_parent_page": parent})
    answer = attempt.post(address("wagtailadmin_pages:copy", own.draft.pk), form)
    assert answer.status_code in (400, 404)


def test_copy__says_so_beside_the_title_when_it_is_too_long(attempt, own):
    form = {"new_title": "长" * 300, "new_slug": "copied", "new_parent_page": own.column.pk}
    answer = attempt.post(address("wagtailadmin_pages:copy", own.draft.pk), form)
    assert set(answer.context["form"].errors) == {"new_title"}


def test_search__goes_together_with_every_filter(attempt, own):
    for url, query in (
        (address("wagtailadmin_explore", own.column.pk), {"has_child_pages": "false"}),
        (address("wagtailadmin_pages:type_use", "content", "columnpage"), {"has_child_pages": "true"}),
        (reverse("wagtailimages:index"), {"usage_count_min": "0", "usage_count_max": "9"}),
        (reverse("wagtaildocs:index"), {"usage_count_min": "0", "collection_id": own.collection.pk}),
    ):
        assert attempt.get(url, query | {"q": "jiaoyu"}).status_code == 200
    answer = attempt.get(reverse("wagtailimages:index"), {"usage_count_max": "9", "q": own.picture.title})
    assert own.picture.title in answer.words


def test_chooser__finds_nothing_when_the_numbers_are_words(attempt):
    for name in ("content_contactcard", "home_pick"):
        url = reverse(f"wagtailsnippetchoosers_{name}:chosen_multiple")
        assert attempt.get(url, {"id": "x.y"}).status_code == 404
        assert attempt.get(address(f"wagtailsnippetchoosers_{name}:chosen", "x.y")).status_code == 404


@pytest.mark.parametrize("space", ["wagtailimages", "wagtaildocs"])
def test_upload__bad_request_when_no_file_is_sent(attempt, space):
    assert attempt.post(reverse(f"{space}:add_multiple"), {"title": "x"}).status_code == 400


def test_external_link__bad_request_when_no_address_is_sent(attempt):
    url = reverse("wagtailadmin_choose_page_external_link")
    assert attempt.post(url, {"title": "x"}).status_code == 400
    assert attempt.post(url, {"external-link-chooser-url": "https://example.cn/"}).status_code == 200


def test_list__answered_when_the_day_is_before_all_days(attempt, own):
    url = address("wagtailadmin_explore_results", own.column.pk)
    reckons = 200 if connection.vendor == "postgresql" else 400
    for day, status in (("0001-01-01", reckons), ("2026-01-01", 200)):
        assert attempt.get(url, {"latest_revision_created_at_from": day}).status_code == status


def test_list__refused_when_the_words_to_find_are_too_many(attempt):
    url = address("wagtailsnippets_content_contactcard:list")
    assert attempt.get(url, {"q": "a" * 60_000}).status_code == 414
    assert attempt.get(url, {"q": "a" * 8_000}).status_code == 200


@pytest.mark.parametrize("kind", ["external", "email", "phone", "anchor"])
def test_link_chooser__finds_nothing_when_the_place_is_a_word(attempt, own, kind):
    url = reverse(f"wagtailadmin_choose_page_{kind}_link")
    assert attempt.get(url, {"parent_page_id": "content.articlepage"}).status_code == 404
    assert attempt.get(url, {"parent_page_id": own.column.pk}).status_code == 200
    assert attempt.get(url, {"parent_page_id": ""}).status_code == 200


def test_upload__says_so_beside_the_file_when_it_only_begins_like_a_picture(attempt, own):
    file = SimpleUploadedFile("x.gif", b"GIF89a", "image/gif")
    form = {"title": "x", "collection": own.collection.pk, "tags": "", "file": file}
    assert "file" in attempt.post(reverse("wagtailimages:add"), form).context["form"].errors


def test_password__judged_when_the_person_is_the_one_signed_in(own):
    user = SimpleLazyObject(lambda: own.webmaster)
    validate_password("Other-horse-81", user)
    with pytest.raises(ValidationError):
        validate_password(PASSWORD, user)


@pytest.mark.parametrize("url", ["/no-such-address", "/en/2", "/admin/no-such-address/"])
def test_multipart__no_error_when_it_has_no_boundary(own, url):
    client = Client(enforce_csrf_checks=True)
    sent = {"data": b"--x", "content_type": "multipart/form-data", "headers": {"host": own.site.hostname}}
    for user in (None, own.webmaster):
        if user:
            client.force_login(user, "cms.access.signin.accounts.AccountBackend")
        client.cookies["csrftoken"] = "f" * 32
        assert client.post(url, **sent).status_code in (302, 400, 403, 404)
