"""Index numbers (索引号) never repeat, however many write at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from cms.content.models import IndexSerial, OfficialDocumentPage
from cms.content.models.index_serial import take_index_numbers
from tests.factories import make_column, make_department, make_site

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8


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


def test_create_documents__each_has_its_own_number_when_eight_editors_save_at_once():
    column = make_column(make_site(make_department("jiaoyu")), "ZCWJ")
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
