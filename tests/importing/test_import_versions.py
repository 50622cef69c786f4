"""Versions of one text are pages of their own that name each other."""

import pytest

from cms.approval.gate.fingerprint import fingerprint, fingerprint_of_revision
from cms.content.models import PageRelation
from tests.importing.helpers import import_rows, imported, outcomes, row, sign_off


def version(date, **facts):
    return row(**{"version_group": "ver-1", "issuer": "国务院", "doc_number": "国发〔2001〕8号", "date": date, **facts})


def relations():
    return set(PageRelation.objects.values_list("page", "type", "target"))


def test_versions__are_related_to_the_newest(world, tmp_path):
    batch = import_rows(tmp_path, version("2011-01-01"), version("2021-01-01"), version("2001-01-01"), row())
    assert outcomes(batch) == ["draft"] * 4
    first, newest, oldest = (imported(batch, line) for line in (1, 2, 3))
    assert (first.pk, "version_of", newest.pk) in relations()
    assert (oldest.pk, "version_of", newest.pk) in relations()
    assert not any(page == newest.pk and target == first.pk for page, _type, target in relations())


def test_versions__are_approved_with_their_relations(world, tmp_path):
    batch = import_rows(tmp_path, version("2011-01-01"), version("2021-01-01"))
    sign_off(batch, world)
    assert outcomes(batch) == ["published", "published"]
    older = imported(batch, 1)
    assert older.live
    assert fingerprint(older) == fingerprint_of_revision(older.latest_revision)
    assert older.latest_revision.content["relations"] == older.serializable_data()["relations"]


def test_versions__can_share_their_number(world, tmp_path):
    batch = import_rows(tmp_path, version("2011-01-01"), version("2021-01-01"), version("2001-01-01"))
    assert [imported(batch, line).problems() for line in (1, 2, 3)] == [{}, {}, {}]


def test_versions__found_when_the_earlier_one_came_by_an_earlier_import(world, tmp_path):
    earlier_batch = import_rows(tmp_path, version("2001-01-01"))
    sign_off(earlier_batch, world)
    earlier = imported(earlier_batch)
    print_before = fingerprint(earlier)
    batch = import_rows(tmp_path, version("2021-01-01"), version("2011-01-01"), name="more.jsonl")
    assert outcomes(batch) == ["draft", "draft"]
    newest, middle = imported(batch, 1), imported(batch, 2)
    assert {(newest.pk, "version_of", earlier.pk), (middle.pk, "version_of", newest.pk)} <= relations()
    earlier = imported(earlier_batch)
    assert (earlier.live, fingerprint(earlier)) == (True, print_before)
    assert [page.problems() for page in (earlier, newest, middle)] == [{}, {}, {}]
    assert sign_off(batch, world) == 2


@pytest.mark.parametrize("group", ["ver-2", ""])
def test_row__a_duplicate_when_the_number_belongs_to_another_text(world, tmp_path, group):
    batch = import_rows(tmp_path, version("2011-01-01"), version("2021-01-01", version_group=group))
    assert outcomes(batch) == ["draft", "duplicate"]


def test_version__a_duplicate_when_its_text_is_the_same(world, tmp_path):
    body = "<p>同一正文。</p>"
    batch = import_rows(tmp_path, version("2011-01-01", body=body), version("2021-01-01", body=body))
    assert outcomes(batch) == ["draft", "duplicate"]
    assert not relations()
