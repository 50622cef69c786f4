"""Index numbers (索引号) never change and never repeat, however many write at once."""

import datetime
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cms.content.models import IndexSerial, OfficialDocumentPage
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


@pytest.mark.django_db(transaction=True)
def test_take_index_numbers__gives_each_writer_others_when_eight_write_at_once():
    barrier = Barrier(WRITERS)

    def write(_number):
        barrier.wait()
        try:
            taken = []
            for _turn in range(5):
                with transaction.atomic():
                    taken += take_index_numbers("MB2C00019", 2026, 3)
            return taken
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        numbers = [number for taken in pool.map(write, range(WRITERS)) for number in taken]
    assert len(set(numbers)) == WRITERS * 5 * 3
    assert IndexSerial.objects.get().last == WRITERS * 5 * 3


@pytest.mark.django_db(transaction=True)
def test_create_documents__each_has_its_own_number_when_eight_editors_save_at_once(site, column):
    barrier = Barrier(WRITERS)

    def write(number):
        barrier.wait()
        try:
            for turn in range(2):
                with transaction.atomic():
                    parent = type(column).objects.select_for_update(of=("self",)).get(pk=column.pk)
                    page = OfficialDocumentPage(title=f"文件{number}-{turn}", slug=f"f{number}-{turn}", live=False)
                    parent.add_child(instance=page)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    numbers = list(OfficialDocumentPage.objects.values_list("index_number", flat=True))
    assert len(set(numbers)) == WRITERS * 2
    assert all(re.fullmatch(r"\w{9}/\d{4}-\d{5}", number) for number in numbers)
