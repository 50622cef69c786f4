"""`manage.py rebuild_search` writes the index anew and goes on where it was stopped."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search import indexing
from search.models import Entry, Passage
from search.stores import store


def rebuild(*arguments):
    output = StringIO()
    call_command("rebuild_search", *arguments, stdout=output)
    return output.getvalue()


def test_command__finds_again_what_the_index_lost(found, province):
    store().clear()
    Passage.objects.all().delete()
    Entry.objects.filter(page=province.camp.pk).delete()
    assert found("夏令营") == []
    assert "can be found" in rebuild()
    assert found("夏令营") == ["暑期夏令营开营"]


def test_command__goes_on_after_the_page_that_it_names(monkeypatch, province):
    monkeypatch.setattr(indexing, "GROUP", 1)
    numbers = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    output = rebuild("--after", str(numbers[-2]))
    assert f"1 of 1 pages, the last is number {numbers[-1]}" in output


def test_command__says_what_a_wrong_number_should_be(province):
    with pytest.raises(CommandError, match="0 or more"):
        rebuild("--after", "-1")
