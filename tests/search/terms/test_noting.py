"""What is searched for is counted by day and site; who asked is not kept."""

import pytest
from django.db import DatabaseError

from search.models import SearchedTerm
from search.terms import noting


def counted():
    return {row.term: (row.times, row.times_in_vain) for row in SearchedTerm.objects.all()}


def test_search__is_counted_and_whether_it_was_in_vain(ask, province):
    ask("食堂")
    ask("食堂")
    ask("没有这样的词汇")
    assert counted() == {"食堂": (2, 0), "没有这样的词汇": (1, 1)}


def test_search__is_counted_for_the_site_where_it_was_asked(ask, province):
    ask("食堂", "jiaoyu.localhost")
    ask("食堂")
    sites = set(SearchedTerm.objects.values_list("site", flat=True))
    assert sites == {province.jiaoyu.department.pk, 0}


def test_leafing_and_narrowing__are_not_counted_again(ask):
    ask("校车", page=2)
    ask("校车", validity="repealed")
    ask("")
    assert counted() == {}


@pytest.mark.parametrize(
    "query", ["13800138000 补缴", "张某 440101199001011234", "44010119900101123X", "６２２２０２１２３４５６７８９０"]
)
def test_numbers_of_persons__are_not_kept(ask, query):
    ask(query)
    [term] = counted()
    assert "#" in term
    assert not any(char.isdigit() for char in term)


def test_year_and_document_number__are_kept(ask):
    ask("粤府〔2024〕12号")
    assert list(counted()) == ["粤府〔2024〕12号"]


def test_terms__of_a_day_are_bounded(ask, monkeypatch):
    monkeypatch.setattr(noting, "MOST_A_DAY", 2)
    for query in ("食堂", "校车", "夏令营", "食堂"):
        ask(query)
    assert counted() == {"食堂": (2, 0), "校车": (1, 0)}


def test_search__is_answered_when_it_cannot_be_counted(found, monkeypatch):
    def unwritable(*args, **kwargs):
        raise DatabaseError("read-only")

    monkeypatch.setattr(noting, "_count", unwritable)
    assert found("食堂") == ["学校食堂管理办法解读"]
