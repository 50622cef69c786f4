"""A folder of saved pages: text, facts from the head, files beside it, and no way out of the folder."""

import base64
import os

import pytest
from django.utils import translation

from cms.importing.cleaner import clean
from cms.importing.readers import ImportSourceError, Rejected, Row, attachment_bytes, folder, open_rows

PNG = b"\x89PNG\r\n\x1a\n0000"
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>公园开放办法 - 示例市园林局</title>
<meta name="ArticleTitle" content="公园开放办法"><meta name="PubDate" content="2024-03-01 09:30">
<meta name="ContentSource" content="示例市园林局"><meta name="Keywords" content="公园 开放">
<meta name="ColumnName" content="通知公告"></head><body><header>示例市园林局</header><nav><a href="/">首页</a></nav>
<div class="article-content"><h1>公园开放办法</h1><p>第一条 公园每日开放。</p>
<p><a href="files/%E8%A1%A8.pdf">申请表</a><img src="files/map.png" alt="位置图">
<a href="https://example.gov.cn/other.docx">他处文件</a><a href="other.html">另一页</a>
<a href="../../secret.pdf">外</a><a href="files/none.pdf">缺</a><a href="https://example.gov.cn">网站</a></p></div>
<footer>版权</footer><script>alert(1)</script></body></html>"""


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def site(tmp_path):
    root = tmp_path / "top" / "site"
    (root / "files").mkdir(parents=True)
    (root / "files" / "表.pdf").write_bytes(b"%PDF-1.4 form")
    (root / "files" / "map.png").write_bytes(PNG)
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.4 secret")
    (root / "办法.html").write_text(PAGE, encoding="utf-8")
    return root


def only(source):
    (row,) = source
    assert isinstance(row, Row), row
    return row


def test_open_rows__reads_a_page_with_what_its_head_says(site):
    source = open_rows(site)
    row = only(source)
    assert row.line == "办法.html"
    assert {name: row.data[name] for name in ("id", "title", "date", "source", "keywords", "category")} == {
        "id": "办法.html", "title": "公园开放办法", "date": "2024-03-01", "source": "示例市园林局",
        "keywords": "公园 开放", "category": "通知公告",
    }  # fmt: skip
    assert clean(row.data["body"]).text.split("\n")[0] == "第一条 公园每日开放。"
    assert "版权" not in row.data["body"]
    assert (source.position, source.total, source.unit) == (1, 1, "files")


def test_open_rows__brings_files_of_the_folder_and_only_names_those_of_others(site):
    found = {entry["title"]: entry for entry in only(open_rows(site)).data["attachments"]}
    assert set(found) == {"申请表", "位置图", "他处文件", "外", "缺"}
    assert attachment_bytes(found["申请表"]) == b"%PDF-1.4 form"
    assert attachment_bytes(found["位置图"]) == PNG
    assert found["位置图"]["kind"] == "image"
    for title in ("他处文件", "外", "缺"):
        assert attachment_bytes(found[title]) is None
        assert "path" not in found[title]


@pytest.mark.parametrize(
    "address",
    ["../../secret.pdf", "..%2f..%2fsecret.pdf", "..\\..\\secret.pdf", "files/../../../secret.pdf", "/../../secret.pdf",
     "link.pdf", "linked/secret.pdf", "file:///etc/passwd", "/etc/passwd", "files", ".hidden.pdf"],
)  # fmt: skip
def test_open_rows__brings_nothing_from_outside_the_folder(site, tmp_path, address):
    os.symlink(tmp_path / "secret.pdf", site / "link.pdf")
    os.symlink(tmp_path, site / "linked")
    (site / ".hidden.pdf").write_bytes(b"%PDF hidden")
    (site / "办法.html").write_text(f'<h1>题</h1><p>文<a href="{address}">件</a></p>', encoding="utf-8")
    rows = [row for row in open_rows(site) if isinstance(row, Row)]
    assert all(attachment_bytes(entry) is None for row in rows for entry in row.data["attachments"])


def test_open_rows__follows_no_symbolic_link(site, tmp_path):
    (tmp_path / "outside.html").write_text("<p>外</p>", encoding="utf-8")
    os.symlink(tmp_path / "outside.html", site / "a.html")
    os.symlink(tmp_path, site / "b")
    outcome = [(row.line, type(row)) for row in open_rows(site)]
    assert outcome == [("a.html", Rejected), ("b", Rejected), ("办法.html", Row)]


def test_attachment_bytes__gives_nothing_when_the_file_became_a_link(site, tmp_path):
    entry = next(e for e in only(open_rows(site)).data["attachments"] if e["title"] == "申请表")
    os.remove(entry["path"])
    assert attachment_bytes(entry) is None
    os.symlink(tmp_path / "secret.pdf", entry["path"])
    assert attachment_bytes(entry) is None


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "utf-8-sig", "utf-16"])
def test_open_rows__reads_a_page_in_the_encoding_it_is_in(tmp_path, encoding):
    html = f'<html><head><meta charset="{encoding}"><title>标题</title></head><body><p>正文</p></body></html>'
    (tmp_path / "a.htm").write_bytes(html.encode(encoding))
    row = only(open_rows(tmp_path))
    assert row.data["title"] == "标题"
    assert clean(row.data["body"]).text == "正文"


def test_open_rows__keeps_embedded_pictures_and_the_date_of_the_signature(tmp_path):
    data = base64.b64encode(PNG).decode()
    (tmp_path / "图.html").write_text(
        f'<p>文</p><img src="data:image/png;base64,{data}"><p align=right>２０２４年３月１日</p>', encoding="utf-8"
    )
    row = only(open_rows(tmp_path))
    (entry,) = row.data["attachments"]
    assert (entry["title"], attachment_bytes(entry)) == ("图-1.png", PNG)
    assert "base64" not in row.data["body"]
    assert (row.data["title"], row.data["date"], row.data["written_date"]) == ("图", "2024-03-01", "2024-03-01")


def test_open_rows__rejects_one_file_and_goes_on_when_that_file_is_bad(tmp_path, monkeypatch):
    (tmp_path / "a.html").write_bytes(b"")
    (tmp_path / "b.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (tmp_path / "c.html").write_text("<script>1</script>", encoding="utf-8")
    (tmp_path / "d.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "e.html").write_text("<div>" * 1000 + "甲", encoding="utf-8")
    (tmp_path / "f.html").write_text("<p>" + "甲" * 1000, encoding="utf-8")
    (tmp_path / "g.html").write_text('<meta name="PubDate" content="昨天"><p>甲</p>', encoding="utf-8")
    (tmp_path / "h.html").write_text("<p>好</p>", encoding="utf-8")
    monkeypatch.setattr(folder, "MAX_ROW_BYTES", 3000)
    rows = list(open_rows(tmp_path))
    assert [(row.line, row.field) for row in rows if isinstance(row, Rejected)] == [
        ("a.html", ""), ("b.html", ""), ("c.html", "body"), ("d.doc", ""), ("e.html", ""), ("f.html", ""),
        ("g.html", "date"),
    ]  # fmt: skip
    assert rows[-1].data["title"] == "h"


def test_open_rows__rejects_a_page_when_it_is_nested_too_deeply(tmp_path):
    (tmp_path / "a.html").write_text("<div>" * 1000 + "甲", encoding="utf-8")
    (row,) = open_rows(tmp_path)
    assert (type(row), row.field) == (Rejected, "body")


def test_open_rows__passes_over_the_parts_of_saved_pages_and_goes_on_where_it_was(tmp_path):
    for name in ("a.html", "b.htm", "sub/c.html", "z.html", "a.files/header.html", ".git/x.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("<p>文</p>", encoding="utf-8")
    assert [row.line for row in open_rows(tmp_path)] == ["a.html", "b.htm", "sub/c.html", "z.html"]
    source = open_rows(tmp_path, after="b.htm")
    assert [row.line for row in source] == ["sub/c.html", "z.html"]
    assert (source.position, source.total) == (4, 4)
    assert len(list(open_rows(tmp_path, after="gone.html"))) == 4


def test_open_rows__says_what_to_do_when_a_folder_holds_no_document_or_is_shut(tmp_path, monkeypatch):
    with pytest.raises(ImportSourceError, match="holds no .html or .docx"):
        open_rows(tmp_path)

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(folder.os, "scandir", refuse)
    with pytest.raises(ImportSourceError, match="Permission denied"):
        open_rows(tmp_path)
