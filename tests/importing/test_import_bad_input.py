"""Bad input ends in a sentence that says what to do, an exit code, and nothing half-done."""

import csv
import gzip
import json
import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from cms.approval.models import Batch, BatchItem
from cms.content.models import OfficialDocumentPage
from tests.importing.helpers import import_rows, imported, outcomes, rejects, row, run_import, sign_off

LONGEST = 165_000


def packed(*rows):
    return gzip.compress("".join(json.dumps(each) + "\n" for each in rows).encode())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("rows.jsonl", b"", "is empty"),
        ("rows.jsonl", b"\n \n", "is empty"),
        ("rows.csv", b"", "is empty"),
        ("rows.jsonl.gz", packed(*(row() for _number in range(50)))[:-40], "ends too early"),
        ("rows.jsonl.gz", b"\x1f\x8b\x08\0" + b"\xff" * 64, "damaged"),
        ("rows.jsonl.gz", b"{}\n", "not compressed"),
        ("rows.jsonl", packed(row()), "compressed"),
        ("rows.xlsx", b"PK\x03\x04", "no kind"),
        ("rows.csv", "编号,标题\n1,甲\n".encode(), "body"),
    ],
)
def test_import__refused_when_the_file_cannot_be_read(world, tmp_path, name, content, message):
    source = tmp_path / name
    source.write_bytes(content)
    with pytest.raises(CommandError, match=message) as refused:
        run_import(source)
    assert refused.value.returncode == 1
    assert not Batch.objects.filter(kind=Batch.Kind.IMPORT).exists()


def test_import__refused_when_there_is_no_file(world, tmp_path):
    with pytest.raises(CommandError, match=r"none\.jsonl"):
        run_import(tmp_path / "none.jsonl")


def test_import__refused_when_the_preparer_is_unknown(world, tmp_path):
    with pytest.raises(CommandError, match="niemand"):
        import_rows(tmp_path, row(), user="niemand")
    assert not Batch.objects.filter(kind=Batch.Kind.IMPORT).exists()


def test_import__says_it_in_chinese(world, tmp_path):
    source = tmp_path / "rows.jsonl"
    source.touch()
    with translation.override("zh-hans"), pytest.raises(CommandError, match=re.compile("[\u4e00-\u9fff]{4}")):
        run_import(source)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig"])
def test_csv__read_in_any_encoding_that_offices_use(world, tmp_path, encoding):
    source = tmp_path / "文件.csv"
    with source.open("w", encoding=encoding, newline="") as out:
        table = csv.writer(out)
        table.writerow(["编号", "标题", "发文机关", "文号", "发布日期", "正文"])
        table.writerow(
            ["1", "关于校园安全的通知", "广东省教育厅", "粤教〔2020〕6号", "2020年3月5日", "各学校：\n请做好安全工作。"]
        )
    batch = run_import(source)
    page = imported(batch, 2)
    assert (page.title, page.document_number) == ("关于校园安全的通知", "粤教〔2020〕6号")
    assert "请做好安全工作。" in str(page.body)


def test_csv__read_by_a_mapping_of_columns(world, tmp_path):
    source, mapping = tmp_path / "rows.csv", tmp_path / "columns.json"
    source.write_text("T,D,B\n题目,2020-03-05,正文。\n", encoding="utf-8")
    mapping.write_text(json.dumps({"title": "T", "date": "D", "body": "B"}))
    assert imported(run_import(source, columns=mapping), 2).title == "题目"


def test_document_of_165_000_characters__is_public(client, world, tmp_path):
    paragraph = "<p>" + "条文内容，" * 200 + "</p>"
    body = paragraph * (LONGEST // 1000) + "<p>最后一句。</p>"
    batch = import_rows(tmp_path, row(body=body))
    sign_off(batch, world)
    assert outcomes(batch) == ["published"]
    html = client.get(f"/flfg/{imported(batch).slug}/", headers={"host": "portal.localhost"}).content.decode()
    assert "最后一句。" in html


def test_row__rejected_when_no_page_can_hold_its_text(world, tmp_path):
    batch = import_rows(tmp_path, row(body="<p>" + "字" * 250_001 + "</p>"), row())
    assert outcomes(batch) == ["rejected", "draft"]
    assert rejects(tmp_path)[0]["field"] == "body"


def test_script__does_not_survive(client, world, tmp_path):
    body = """<p onclick="alert(1)">正文<script>alert(2)</script><img src=x onerror="alert(3)">
    <a href="javascript:alert(4)">链接</a><iframe src="https://evil.example/"></iframe></p>"""
    batch = import_rows(tmp_path, row(body=body, title="<script>alert(5)</script>标题"))
    sign_off(batch, world)
    page = imported(batch)
    html = client.get(f"/flfg/{page.slug}/", headers={"host": "portal.localhost"}).content.decode()
    assert "正文" in html
    assert "alert(1)" not in html
    assert not re.search(r"alert\([234]\)|evil\.example|javascript:", html)
    assert "<script>alert(5)" not in html


def test_folder__refused_when_it_holds_no_document(world, tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    with pytest.raises(CommandError, match="no .html or .docx"):
        run_import(folder)


def test_folder__unreadable_files_are_rejected_and_the_rest_goes_on(world, tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.docx").write_bytes(b"no zip")
    (folder / "b.html").write_text(
        '<meta name="PubDate" content="2020-03-05"><title>乙</title><p>正文。</p>', encoding="utf-8"
    )
    (folder / "c.wps").write_bytes(b"old")
    batch = run_import(folder)
    assert outcomes(batch) == ["rejected", "draft", "rejected"]
    assert [reject["line"] for reject in rejects(tmp_path)] == ["a.docx", "c.wps"]


def test_pages_of_two_folders__are_not_each_others_duplicates(world, tmp_path):
    page = '<meta name="PubDate" content="2020-03-05"><title>{0}</title><p>{0}的正文。</p>'
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "办法.html").write_text(page.format(name), encoding="utf-8")
    assert outcomes(run_import(tmp_path / "first")) == ["draft"]
    assert outcomes(run_import(tmp_path / "second")) == ["draft"]
    assert len(set(OfficialDocumentPage.objects.values_list("slug", flat=True))) == 2


def test_rows__get_slugs_of_their_own_when_their_numbers_are_alike(world, tmp_path):
    batch = import_rows(tmp_path, *(row(id=name) for name in ("a b", "a-b", "a_b", "甲", "乙", "A-B", "x" * 150)))
    slugs = [imported(batch, line).slug for line in range(1, 8)]
    assert len(set(slugs)) == 7
    assert "a-b" in slugs
    assert all(len(slug) <= 60 for slug in slugs)


def test_command__takes_paths_as_words(world, tmp_path):
    source = tmp_path / "rows.jsonl"
    source.write_text(json.dumps(row()) + "\n")
    call_command("import_documents", str(source), rejects=str(tmp_path / "out.jsonl"), verbosity=0)
    assert BatchItem.objects.filter(source_line="1").exists()
