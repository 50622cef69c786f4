"""Rows stand with their department: its own documents, its library of reprints, or the portal's library."""

import json

import pytest
from django.core.management.base import CommandError

from cms.approval.models import BatchItem
from cms.content.models import ColumnPage
from cms.organisation.models import Department
from tests.factories import make_column, make_department
from tests.importing.helpers import import_rows, imported, outcomes, rejects, row, sign_off


def test_row__stands_in_the_portals_library_when_nobody_is_named(client, world, tmp_path):
    batch = import_rows(tmp_path, row(title="某国家法律"))
    page = imported(batch)
    assert (page.column_id, page.department, page.is_reprint) == (world.library.pk, None, True)
    assert page.planned_column.code == "FLFG"
    sign_off(batch, world)
    assert "某国家法律" in client.get("/flfg/", headers={"host": "portal.localhost"}).content.decode()


@pytest.mark.parametrize(
    "issuer", ["广东省教育厅", "省教育厅", "广东省教育厅、广东省财政厅", "广东省财政厅 广东省教育厅"]
)
def test_row__is_the_departments_own_document_when_it_issued_it(world, tmp_path, issuer):
    page = imported(import_rows(tmp_path, row(issuer=issuer, doc_number="粤教〔2020〕1号", site_hint=["jiaoyu"])))
    assert (page.column_id, page.department) == (world.documents.pk, world.education.department)
    assert (page.is_reprint, page.issuer_name, page.source_name) == (False, "", "")


def test_row__is_a_reprint_in_the_departments_library_when_issued_elsewhere(client, world, tmp_path):
    batch = import_rows(tmp_path, row(title="外省文件", issuer="河北省教育厅", site_hint=["jiaoyu"]))
    page = imported(batch)
    assert (page.department, page.planned_column.code) == (world.education.department, "FLFG")
    assert (page.is_reprint, page.issuer_name, page.source_name) == (True, "河北省教育厅", "河北省教育厅")
    library = page.get_parent().specific
    assert (library.title, library.live, library.department) == ("法律法规", False, world.education.department)
    assert (library.description, library.keywords) == ("转载的法律法规", "法律,转载")
    assert library.batch_items.get().batch == batch
    assert sign_off(batch, world) == 2
    library.refresh_from_db()
    assert library.live
    assert "外省文件" in client.get("/flfg/", headers={"host": "jiaoyu.localhost"}).content.decode()


def test_library_of_a_department__made_once(world, tmp_path):
    rows = [row(issuer="外省", site_hint=["jiaoyu"]), row(issuer="外省", site_hint=["jiaoyu"])]
    batch = import_rows(tmp_path, *rows)
    import_rows(tmp_path, row(issuer="外省", site_hint=["jiaoyu"]), name="more.jsonl")
    assert ColumnPage.objects.filter(department=world.education.department, planned_column__code="FLFG").count() == 1
    assert batch.items.filter(source_line="").count() == 1


def test_library_of_a_department__gets_another_slug_when_its_own_is_taken(world, tmp_path):
    make_column(world.education, code=None, title="自设栏目", slug="flfg")
    page = imported(import_rows(tmp_path, row(issuer="外省", site_hint=["jiaoyu"])))
    assert page.url_path.startswith("/jiaoyu/flfg-2/")


def test_row__goes_to_the_first_hosted_department(world, tmp_path):
    make_department("zijian", status=Department.Status.SELF_HOSTED, website="https://zijian.example.cn/")
    hints = ["unbekannt", "zijian", "keji", "jiaoyu"]
    assert imported(import_rows(tmp_path, row(site_hint=hints))).department == world.science.department


def test_row__goes_to_the_portal_when_no_hinted_department_is_hosted(world, tmp_path):
    make_department("zijian", status=Department.Status.SELF_HOSTED, website="https://zijian.example.cn/")
    assert imported(import_rows(tmp_path, row(site_hint=["zijian"]))).department is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("map.json", json.dumps({"科技部": "keji"})),
        ("map.csv", "科技部,keji\n"),
        ("gbk.csv", "科技部,keji\n".encode("gbk")),
    ],
)
def test_row__goes_where_the_mapping_says_when_no_hint_helps(world, tmp_path, name, text):
    mapping = tmp_path / name
    mapping.write_bytes(text if isinstance(text, bytes) else text.encode())
    batch = import_rows(tmp_path, row(issuer="科技部"), row(issuer="科技部", site_hint=["jiaoyu"]), departments=mapping)
    assert imported(batch, 1).department == world.science.department
    assert imported(batch, 2).department == world.education.department


def test_import__refused_when_the_mapping_names_a_department_without_site(world, tmp_path):
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps({"科技部": "keji", "财政部": "caizheng"}))
    with pytest.raises(CommandError, match="caizheng"):
        import_rows(tmp_path, row(), departments=mapping)
    assert not BatchItem.objects.exclude(source_line="").exists()


@pytest.mark.parametrize("text", ['["a"]', "{}", "", '{"a": 1}', "{"])
def test_import__refused_when_the_mapping_is_none(world, tmp_path, text):
    mapping = tmp_path / "map.json"
    mapping.write_text(text)
    with pytest.raises(CommandError, match=r"map\.json"):
        import_rows(tmp_path, row(), departments=mapping)


def test_own_document__rejected_when_its_number_has_no_possible_shape(world, tmp_path):
    facts = {"issuer": "广东省教育厅", "site_hint": ["jiaoyu"]}
    batch = import_rows(tmp_path, row(doc_number="粤教字第五号", **facts), row(doc_number="粤教令第5号", **facts))
    assert outcomes(batch) == ["rejected", "draft"]
    assert rejects(tmp_path)[0]["field"] == "doc_number"
    assert imported(batch, 2).genre == "order"


def test_import__refused_when_only_departments_have_a_library(world, tmp_path):
    world.library.delete()
    with pytest.raises(CommandError, match="FLFG"):
        import_rows(tmp_path, row())
    assert not BatchItem.objects.exclude(source_line="").exists()


def test_row__is_the_departments_own_document_when_the_source_names_it(world, tmp_path):
    facts = {"issuer": "", "doc_number": "粤教〔2020〕2号", "publisher_site": "广东省教育厅"}
    page = imported(import_rows(tmp_path, row(site_hint=["jiaoyu"], **facts)))
    assert (page.column_id, page.is_reprint) == (world.documents.pk, False)
    assert page.issuer_names == ["广东省教育厅"]


def test_row__says_so_when_nobody_is_named_as_issuer(world, tmp_path):
    page = imported(import_rows(tmp_path, row(issuer="")))
    assert (page.is_reprint, page.issuer_name) == (True, "Issuer not stated")
