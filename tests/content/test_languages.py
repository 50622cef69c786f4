"""Content in a second language: every block can be handed to translators, numbers stay those of the original."""

import pytest
from django.conf import settings
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from tests.content.samples import MODELS, make_sample
from tests.factories import make_document, publish


@pytest.fixture
def english(db):
    """English, beside the language of the province."""
    return Locale.objects.get_or_create(language_code="en")[0]


def translate(page, locale):
    """A draft of the page in another language, as the translation editor makes it."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    translation.save_target(publish=False)
    return page.get_translation(locale)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_translate__makes_a_draft_of_every_kind_with_every_block(news, column, english, model):
    page = publish(make_sample(news, model, make_document(column)))
    copy = translate(page, english)
    assert copy.locale == english
    assert not copy.live
    assert len(copy.body) == len(page.body)
    assert copy.column_id != page.column_id


def test_translate__keeps_the_numbers_with_the_original(column, english):
    page = make_document(column, document_number="粤教〔2026〕3号")
    copy = translate(page, english)
    assert (copy.index_number, copy.number_key) == (None, None)
    page.title = "更正"
    assert publish(page).index_number is not None


def test_create_document__is_in_the_language_of_its_column(column):
    assert make_document(column).language_code == settings.LANGUAGE_CODE
