"""Index numbers (索引号) never change and never repeat."""

import datetime

from django.utils import timezone

from cms.content.models import OfficialDocumentPage
from cms.content.models.index_serial import take_index_numbers
from cms.organisation.validators import credit_code_check_character
from tests.factories import make_column, make_document, publish

WRITERS = 8
BODY = "11440000MB2C00019"
CREDIT_CODE = BODY + credit_code_check_character(BODY)


def test_create_document__gets_an_index_number_when_first_saved(site, column):
    site.department.credit_code = CREDIT_CODE
    site.department.save()
    page = make_document(column, live=False, written_date=datetime.date(2025, 3, 1))
    assert page.index_number == "MB2C00019/2025-00001"
    assert make_document(column, live=False).index_number == f"MB2C00019/{timezone.localdate().year}-00001"


def test_index_number__stays_when_everything_else_changes(site, column, other_site):
    page = make_document(column, written_date=datetime.date(2025, 3, 1))
    number = page.index_number
    page.written_date = datetime.date(2024, 1, 1)
    page = publish(page)
    page.unpublish()
    page.move(make_column(other_site, "ZCWJ"), "last-child")
    page = OfficialDocumentPage.objects.get(pk=page.pk)
    page.index_number = "000000000/2020-00001"
    page.save()
    assert OfficialDocumentPage.objects.get(pk=page.pk).index_number == number


def test_index_number__is_not_given_again_when_its_document_is_deleted(column):
    first = make_document(column, live=False)
    first.delete()
    assert make_document(column, live=False).index_number != first.index_number


def test_take_index_numbers__gives_a_run_when_asked_for_several(db):
    assert take_index_numbers("MB2C00019", 2026, 2) == ["MB2C00019/2026-00001", "MB2C00019/2026-00002"]
    assert take_index_numbers("MB2C00019", 2026, 1) == ["MB2C00019/2026-00003"]
    assert take_index_numbers("MB2C00019", 2025, 1) == ["MB2C00019/2025-00001"]
