"""Versions of one text are one result, the newest, with the older ones under it."""

import datetime

import pytest

from cms.content.models import PageRelation
from cms.content.relation_types import RelationType
from tests.factories import make_column, make_document, publish


@pytest.fixture
def versions(province):
    """Three versions of one text, each a version of the one before."""
    column = make_column(province.renshe, "ZCWJ")
    days = [datetime.date(year, 1, 1) for year in (2012, 2024, 2018)]
    pages = [make_document(column, "广东省工伤预防办法", live=False, effective_date=day) for day in days]
    for page, target in zip(pages[1:], pages, strict=False):
        page.relations.add(PageRelation(target_id=target.pk, type=RelationType.VERSION_OF))
        page.save()
    publish(*pages)
    return pages


def test_versions__are_one_result_the_newest_first(ask, versions):
    response = ask("工伤预防")
    [result] = response.context["results"].items
    oldest, newest, middle = versions
    assert result.card.id == newest.pk
    assert [card.id for card in result.older] == [middle.pk, oldest.pk]
    assert response.context["results"].total == "1"
    assert "其他版本" in response.content.decode()


def test_pages__that_are_no_versions_stand_each_for_itself(found, province):
    assert len(found("校车")) == 2
