"""Translations: none is begun, read or written of a text that is another's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from cms.content.models import ContactCard
from tests.access.fence.helpers import address, readable
from tests.escalation.answers import refused
from tests.escalation.offices import let_translate, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def translated(own, foreign):
    for office in (own, foreign):
        let_translate(translate(office))
    return own, foreign


def space(name, *args):
    return address(f"wagtail_localize:{name}", *args)


def test_submit__refused_when_the_page_is_foreign(attempt, lawful, own, foreign, translated):
    english = translated[0].translation.target_locale
    form = {"locales": [english.pk], "include_subtree": "on"}
    for page in (foreign.waiting, foreign.public, foreign.home, foreign.hidden):
        url = space("submit_page_translation", page.pk)
        assert attempt.get(url).status_code == attempt.post(url, form).status_code == 404
    before = Translation.objects.count()
    lawful.post(space("submit_page_translation", own.waiting.pk), form)
    assert Translation.objects.count() == before + 1


def test_submit__refused_when_it_is_a_foreign_snippet(attempt, own, foreign):
    for label, model, number in (
        ("content", "contactcard", foreign.card.pk),
        ("content", "contactcard", own.card.pk),
        ("content", "picture", foreign.picture.pk),
        ("organisation", "user", foreign.colleague.pk),
    ):
        url = space("submit_snippet_translation", label, model, str(number))
        assert refused(attempt.get(url))
        assert refused(attempt.post(url, {"locales": ["1"]}))
    assert ContactCard.objects.count() == 2


def test_update__refused_when_the_source_is_foreign(attempt, lawful, own, foreign, translated):
    url = space("update_translations", foreign.source.pk)
    assert attempt.get(url).status_code == attempt.post(url, {"publish_translations": "on"}).status_code == 404
    assert lawful.get(space("update_translations", own.source.pk)).status_code == 200


@pytest.mark.parametrize("name", ["download_pofile", "upload_pofile", "machine_translate", "preview_translation"])
def test_translation__refused_when_it_is_foreign(attempt, foreign, translated, name):
    url, po = space(name, foreign.translation.pk), str(foreign.translation.export_po())
    file = SimpleUploadedFile("x.po", po.replace('msgstr ""', 'msgstr "taken"').encode(), "text/x-gettext-translation")
    assert attempt.get(url).status_code == attempt.post(url, {"file": file}).status_code == 404


def test_stop__refused_when_the_translation_is_foreign(attempt, lawful, own, foreign, translated):
    assert attempt.post(space("stop_translation", foreign.translation.pk)).status_code == 404
    lawful.post(space("stop_translation", own.translation.pk))
    own.translation.refresh_from_db()
    assert not own.translation.enabled


def test_upload__refused_when_the_file_is_of_a_foreign_translation(attempt, own, foreign, translated):
    po = str(foreign.translation.export_po()).encode()
    file = SimpleUploadedFile("x.po", po, "text/x-gettext-translation")
    before = StringTranslation.objects.count()
    attempt.post(space("upload_pofile", own.translation.pk), {"file": file})
    assert StringTranslation.objects.count() == before


def test_string__refused_when_it_is_foreign(attempt, lawful, own, foreign, translated):
    pairs = (
        (foreign.translation.pk, foreign.segment.pk),
        (own.translation.pk, foreign.segment.pk),
        (foreign.translation.pk, own.segment.pk),
    )
    form = {"data": "value=taken", "content_type": "application/x-www-form-urlencoded"}
    for pair in pairs:
        url = space("edit_string_translation", *pair)
        for method in ("put", "delete"):
            assert attempt(method, url, **form).status_code == 404
    url = space("edit_string_translation", own.translation.pk, own.segment.pk)
    assert lawful.put(url, **form).status_code in (200, 201)
    assert StringTranslation.objects.filter(data="taken", context=own.segment.context).exists()


def test_download__given_when_the_translation_is_ones_own(lawful, own, translated):
    assert own.draft.title in readable(lawful.get(space("download_pofile", own.translation.pk)))


def test_snippets_api__refused_when_it_is_asked_for_anything(attempt, own, foreign):
    for model, number in (("contactcard", foreign.card.pk), ("picture", foreign.picture.pk)):
        for url in (
            space("snippets_api_listing", "content", model),
            space("snippets_api_detail", "content", model, str(number)),
        ):
            assert attempt.get(url).status_code == 404


def test_report__tells_nothing_when_a_foreign_text_is_asked_for(attempt, lawful, own, foreign, translated):
    for name in ("translations_report", "translations_report_results"):
        for query in ({"source_title": "草稿"}, {"source_title": "Q"}, {"export": "csv"}, {"export": "xlsx"}):
            attempt.get(space(name), query)
    assert own.draft.title in readable(lawful.get(reverse("wagtail_localize:translations_report")))
