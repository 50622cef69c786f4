"""Files that come along are kept and told by their content; what cannot be published is named."""

import io
import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError

from cms.access.grants import grant_on_collection, make_collection
from cms.content.models import Attachment
from cms.importing import run
from cms.organisation.roles import Role
from tests.extraction.papers import pdf_of
from tests.factories import role_group
from tests.importing.helpers import import_rows, imported, outcomes, rejects, row, run_import, sign_off, write_rows

PDF = pdf_of(["申请表", "姓名：", "单位："])
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
PAGE = """<html><head><meta charset="utf-8"><meta name="PubDate" content="2024-03-01 09:30">
<meta name="ContentSource" content="示例市园林局"></head><body><div class="article-content"><h1>公园开放办法</h1>
<p>公园每日开放。</p>{}</div></body></html>"""


@pytest.fixture
def media(settings, tmp_path):
    """Where files are kept."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def site(tmp_path):
    """A folder with one page; called with what stands in its text."""
    root = tmp_path / "site"
    (root / "files").mkdir(parents=True)
    (root / "files" / "表.pdf").write_bytes(PDF)
    (root / "files" / "map.png").write_bytes(PNG)

    def write(text, name="办法.html"):
        (root / name).write_text(PAGE.format(text), encoding="utf-8")
        return root

    return write


def kept(page):
    return [(entry.title, entry.attachment.original_name) for entry in page.attachments.all() if entry.attachment_id]


def stored(media):
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def test_folder__keeps_files_and_pictures_that_come_along(client, world, media, site):
    source = site('<p><a href="files/表.pdf">申请表</a><img src="files/map.png" alt="位置图"></p>')
    batch = run_import(source)
    page = imported(batch, "办法.html")
    assert kept(page) == [("申请表", "表.pdf"), ("位置图", "map.png")]
    assert [entry.attachment.media_type for entry in page.attachments.all()] == ["application/pdf", "image/png"]
    assert page.attachments.first().attachment.file.read() == PDF
    sign_off(batch, world)
    assert outcomes(batch) == ["published"]
    html = client.get(f"/flfg/{page.slug}/", headers={"host": "portal.localhost"}).content.decode()
    assert "申请表" in html
    assert "位置图" in html


def test_folder__lists_the_addresses_of_files_that_others_keep(world, media, site):
    address = "https://www.example.gov.cn/other.docx"
    page = imported(run_import(site(f'<p><a href="{address}">他处文件</a></p>')), "办法.html")
    assert list(page.attachments.values_list("title", "external_url", "attachment")) == [("他处文件", address, None)]


def test_rows__list_the_addresses_of_attachments_links_and_pictures_once(world, tmp_path):
    addresses = [f"https://www.example.gov.cn/{name}" for name in ("a.pdf", "b.doc", "c.png")]
    links = f'<a href="{addresses[1]}">乙</a><a href="{addresses[0]}">甲</a><img src="{addresses[2]}" alt="丙">'
    body = f"<p>正文。{links}</p>"
    page = imported(import_rows(tmp_path, row(body=body, attachments=[{"title": "甲", "url": addresses[0]}])))
    assert list(page.attachments.values_list("title", "external_url")) == list(zip("甲乙丙", addresses, strict=True))


def test_folder__names_what_could_not_be_kept(world, media, site, tmp_path):
    (tmp_path / "site" / "files" / "setup.exe").write_bytes(b"MZ" + b"\0" * 64)
    source = site('<p><a href="files/none.pdf">缺的表</a><a href="files/setup.exe">程序</a></p>')
    batch = run_import(source)
    item = batch.items.get()
    assert "缺的表" in item.reason
    assert "程序" in item.reason
    assert not imported(batch, "办法.html").attachments.exists()
    sign_off(batch, world)
    item.refresh_from_db()
    assert (item.outcome, "缺的表" in item.reason) == ("published", True)


@pytest.mark.parametrize(
    ("name", "content"),
    [("form.pdf", b"<html><script>alert(1)</script></html>"), ("form.xlsx", PDF), ("photo.jpg", PDF)],
)
def test_row__rejected_when_the_extension_of_a_file_lies(world, media, site, tmp_path, name, content):
    (tmp_path / "site" / "files" / name).write_bytes(content)
    batch = run_import(site(f'<p><a href="files/{name}">表</a></p>'))
    assert outcomes(batch) == ["rejected"]
    (reject,) = rejects(tmp_path)
    assert (reject["line"], reject["field"]) == ("办法.html", "attachments")
    assert name in reject["reason"]
    assert stored(media) == []


def test_picture_inside_a_page__named_by_its_content(world, media, site):
    data = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    page = imported(run_import(site(f'<p><img src="data:image/jpeg;base64,{data}"></p>')), "办法.html")
    assert [name for _title, name in kept(page)] == ["办法-1.png"]


def test_docx__keeps_its_pictures(world, media, tmp_path):
    source = tmp_path / "docs"
    source.mkdir()
    (source / "办法.docx").write_bytes(docx_with_picture())
    page = imported(run_import(source), "办法.docx")
    assert page.title == "示例市公园管理办法"
    assert [name for _title, name in kept(page)] == ["image1.png"]


def docx_with_picture():
    """A Word document as small as one can be, with one picture beside its text."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

    def paragraph(text, align="left"):
        return f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    text = paragraph("示例市公园管理办法", "center") + paragraph("公园每日开放。") + paragraph("2024年3月1日", "right")
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" '
        f'ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/image" Target="media/image1.png"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{text}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + part)
        archive.writestr("word/media/image1.png", PNG)
    return out.getvalue()


def test_file__stands_in_the_collection_of_its_department(world, media, site):
    own = make_collection("省科技厅")
    grant_on_collection(role_group(Role.WEBMASTER, world.science.department), own)
    grant_on_collection(role_group(Role.WEBMASTER, world.science.department), make_collection("文件", own))
    mapping = media.parent / "map.csv"
    mapping.write_text("示例市园林局,keji\n", encoding="utf-8")
    batch = run_import(site('<p><a href="files/表.pdf">申请表</a></p>'), departments=mapping)
    assert imported(batch, "办法.html").department == world.science.department
    assert Attachment.objects.get().collection == own


def test_row__cannot_name_a_file_of_this_machine(world, media, tmp_path):
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(PDF)
    batch = import_rows(tmp_path, row(attachments=[{"title": "机密", "url": "x.pdf", "path": str(secret)}]))
    assert not imported(batch).attachments.exists()
    assert stored(media) == []


def test_files__removed_again_when_their_group_fails(world, media, site, monkeypatch):
    def refuse(*args):
        raise DatabaseError("out of order")

    monkeypatch.setattr(run, "write_drafts", refuse)
    with pytest.raises(CommandError, match="out of order"):
        run_import(site('<p><a href="files/表.pdf">申请表</a></p>'))
    assert stored(media) == []
    assert not Attachment.objects.exists()


def test_import__names_its_rejects_away_from_a_source_it_may_only_read(world, tmp_path, settings):
    settings.REJECTS_ROOT = tmp_path / "kept" / "rejects"
    source = write_rows(tmp_path / "rows.jsonl", row(date=""))
    call_command("import_documents", source, stderr=io.StringIO(), verbosity=0)

    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["rows.jsonl"]
    assert len((settings.REJECTS_ROOT / "rows.jsonl.rejects.jsonl").read_text().splitlines()) == 1
