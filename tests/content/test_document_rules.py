"""Rules of official documents: each breach has its message beside the field."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.approval.gate.admission import NotApproved
from cms.approval.gate.passages import places
from cms.content.document_numbers import Genre, normalised, number_fits, number_key
from cms.content.models import OfficialDocumentPage, PageRelation
from cms.content.models.document import Disclosure
from cms.content.relation_types import RelationType
from cms.content.validity import Validity
from tests.factories import make_column, make_document, publish

DAY = datetime.timedelta(days=1)


def problems(page):
    """The fields that an editor would find a message beside, with the messages."""
    try:
        page.full_clean()
    except ValidationError as error:
        return {field: " ".join(messages) for field, messages in error.message_dict.items()}
    return {}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("粤府[2026]12号", "粤府〔2026〕12号"),
        ("粤府（2026）12号", "粤府〔2026〕12号"),
        ("粤府【2026】 12 号", "粤府〔2026〕12号"),
        ("粤府﹝2026﹞12号", "粤府〔2026〕12号"),
        ("粤府〔2026〕12号", "粤府〔2026〕12号"),
        ("粤府令第12号", "粤府令第12号"),
        ("", ""),
    ],
)
def test_normalised__writes_one_form_when_brackets_and_widths_differ(written, kept):
    assert normalised(written) == kept


@pytest.mark.parametrize(
    ("number", "genre", "fits"),
    [
        ("粤府〔2026〕12号", Genre.NOTICE, True),
        ("粤府办函〔2026〕第3号", Genre.LETTER, True),
        ("", Genre.NOTICE, True),
        ("", Genre.ORDER, True),
        ("粤府令第12号", Genre.ORDER, True),
        ("广东省人民政府令第301号", Genre.ORDER, True),
        ("粤府〔2026〕12号", Genre.ORDER, False),
        ("广东省教育厅公告2026年第3号", Genre.ANNOUNCEMENT, True),
        ("粤教〔2026〕3号", Genre.ANNOUNCEMENT, True),
        ("粤府令第12号", Genre.NOTICE, False),
        ("粤府〔26〕12号", Genre.NOTICE, False),
        ("〔2026〕12号", Genre.NOTICE, False),
        ("粤府〔2026〕12", Genre.NOTICE, False),
        ("随便写的", Genre.NOTICE, False),
    ],
)
def test_number_fits__follows_the_genre(number, genre, fits):
    assert number_fits(number, genre) is fits


def test_number_key__is_the_same_when_only_brackets_differ():
    assert number_key("粤教(2026)3号", "广东省教育厅") == number_key("粤教〔２０２６〕３号", "广东省教育厅")
    assert number_key("粤教〔2026〕3号", "广东省教育厅") != number_key("粤教〔2026〕3号", "广东省财政厅")
    assert number_key("粤府令第12号", "广东省人民政府") is None


def test_clean__names_an_example_when_the_number_does_not_fit_the_genre(column):
    page = make_document(column, live=False, genre=Genre.ORDER, document_number="粤教〔2026〕3号")
    assert "粤府令第12号" in problems(page)["document_number"]


def test_clean__accepts_any_number_when_the_text_is_a_reprint(column):
    page = make_document(
        column,
        live=False,
        is_reprint=True,
        issuer_name="示例市",
        source_name="示例网",
        genre=Genre.ORDER,
        document_number="示府〔2026〕3号",
    )
    assert problems(page) == {}


def test_clean__refuses_a_number_when_the_issuer_used_it_already(column):
    make_document(column, document_number="粤教〔2026〕3号")
    page = make_document(column, live=False, document_number="粤教（2026）3号")
    assert "document_number" in problems(page)


def test_clean__accepts_a_number_when_another_issuer_used_it(column, other_site):
    make_document(column, document_number="粤教〔2026〕3号")
    page = make_document(make_column(other_site, "ZCWJ"), live=False, document_number="粤教〔2026〕3号")
    assert problems(page) == {}


def test_clean__compares_leading_issuers_when_documents_are_joint(column):
    make_document(column, issuers="广东省民政厅\n广东省教育厅", document_number="粤民〔2026〕3号")
    same = make_document(column, live=False, issuers="广东省民政厅", document_number="粤民〔2026〕3号")
    other = make_document(column, live=False, issuers="广东省教育厅\n广东省民政厅", document_number="粤民〔2026〕3号")
    assert "document_number" in problems(same)
    assert problems(other) == {}


def test_clean__accepts_a_number_twice_when_one_is_a_version_of_the_other(column):
    first = make_document(column, document_number="粤教〔2026〕3号")
    version = make_document(column, live=False, document_number="粤教〔2026〕3号")
    version.relations.add(PageRelation(type=RelationType.VERSION_OF, target=first.contentpage_ptr))
    assert problems(version) == {}
    version = publish(version)
    assert version.document_number == first.document_number
    first = OfficialDocumentPage.objects.get(pk=first.pk)
    first.title = "更正"
    assert problems(first) == {}
    assert publish(first).document_number == "粤教〔2026〕3号"


def test_clean__refuses_a_written_date_when_it_lies_after_publication(column):
    today = timezone.localdate()
    assert "written_date" in problems(make_document(column, live=False, written_date=today + DAY))
    assert problems(make_document(column, live=False, written_date=today)) == {}
    page = make_document(column, written_date=today)
    with places():
        OfficialDocumentPage.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - 3 * DAY)
    page = OfficialDocumentPage.objects.get(pk=page.pk)
    page.written_date = today - 2 * DAY
    assert "written_date" in problems(page)


def test_clean__refuses_dates_when_the_document_ends_before_it_begins(column):
    today = timezone.localdate()
    page = make_document(column, live=False, effective_date=today, expiry_date=today - DAY)
    assert "expiry_date" in problems(page)


def test_clean__asks_for_cause_and_day_when_the_validity_was_changed(column):
    page = make_document(column, live=False, validity=Validity.REPEALED)
    assert set(problems(page)) == {"validity_cause", "validity_changed_on"}
    page.validity_cause, page.validity_changed_on = "粤教〔2026〕9号", timezone.localdate()
    assert problems(page) == {}


def test_clean__reports_every_breach_at_once_when_there_are_several(column):
    page = make_document(
        column,
        live=False,
        document_number="随便写的",
        written_date=timezone.localdate() + DAY,
        disclosure=Disclosure.NONE,
        validity=Validity.AMENDED,
        is_reprint=False,
    )
    assert set(problems(page)) == {
        "document_number",
        "written_date",
        "disclosure_reason",
        "validity_cause",
        "validity_changed_on",
    }


def test_clean__asks_for_issuer_and_source_when_the_text_is_a_reprint(column):
    assert set(problems(make_document(column, live=False, is_reprint=True))) == {"issuer_name", "source_name"}
    page = make_document(
        column, live=False, is_reprint=True, issuer_name="示例市", source_url="https://www.example.cn/1.html"
    )
    assert problems(page) == {}


@pytest.mark.parametrize("disclosure", [Disclosure.ON_REQUEST, Disclosure.NONE])
def test_publish__refused_when_the_document_is_not_disclosed_actively(column, disclosure):
    page = make_document(column, live=False, disclosure=disclosure, disclosure_reason="示例理由")
    publish(page)
    assert not OfficialDocumentPage.objects.get(pk=page.pk).live
    page = OfficialDocumentPage.objects.get(pk=page.pk)
    page.live = True
    with pytest.raises(NotApproved):
        page.save()


def test_issuer_names__are_the_department_when_none_is_named(column, portal):
    assert make_document(column, live=False).issuer_names == ["广东省教育厅"]
    own = make_document(make_column(portal, "ZFWJ"), live=False, issuers=" 广东省人民政府 \n\n")
    assert own.issuer_names == ["广东省人民政府"]
    reprint = make_document(column, live=False, is_reprint=True, issuer_name="示例市", source_name="示例网")
    assert reprint.issuer_names == ["示例市"]
