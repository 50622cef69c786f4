"""Files that cannot be read, or would cost too much: said, never silent, never in the way of the others."""

import pytest
from django.test import override_settings
from pypdf import PdfReader, PdfWriter

from cms.approval.models import StoredText
from cms.extraction import reading
from cms.extraction.limits import MEGABYTE, Limits
from cms.organisation.models import Threshold
from tests.checks.helpers import check, draft
from tests.extraction.papers import docx_bomb, docx_of, pdf_of, xlsx_of, zip_of

pytestmark = pytest.mark.django_db


def encrypted_pdf(tmp_path):
    source, target = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(pdf_of(["机密★10年"]))
    writer = PdfWriter(PdfReader(source))
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(target)
    return target.read_bytes()


def problem_of(column, name, content):
    """What is said about the file: whether it has to be decided, and the message."""
    found = [f for f in check(draft(column, "正文。", files=[(name, content)])) if f.check_code == "files"]
    assert len(found) == 1
    assert found[0].detail.startswith(name)
    return found[0].is_blocking, found[0].message


def test_file__needs_a_decision_when_it_has_a_password(column, tmp_path):
    blocking, message = problem_of(column, "加密.pdf", encrypted_pdf(tmp_path))
    assert blocking
    assert "password" in message


def test_file__needs_a_decision_when_office_encrypted_it(column):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1024
    assert problem_of(column, "加密.docx", content)[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("坏.pdf", b"%PDF-1.7\n" + b"\xff" * 500),
        ("坏.docx", b"PK\x03\x04" + b"\0" * 500),
        ("截断.docx", docx_of("正文" * 2000)[:2000]),
        ("实体.docx", zip_of({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
    ],
)
def test_file__needs_a_decision_when_it_is_damaged(column, name, content):
    blocking, message = problem_of(column, name, content)
    assert blocking
    assert "damaged" in message


def test_file__needs_a_decision_when_it_is_a_bomb(column):
    blocking, message = problem_of(column, "炸弹.docx", docx_bomb())
    assert blocking
    assert "unpacks" in message


def test_file__needs_a_decision_when_archives_stand_in_archives_without_end(column):
    content = b"text"
    for _turn in range(5):
        content = zip_of({"a.zip": content})
    assert "unpacks" in problem_of(column, "套娃.zip", content)[1]


def test_file__is_not_opened_when_it_is_larger_than_the_limit(column, monkeypatch):
    Threshold.objects.create(
        code="check-file-megabytes", name="附件读取上限", value=1, unit="MB", effective_from="2020-01-01"
    )
    page = draft(column, "正文。", files=[("大.pdf", pdf_of(["正文"]))])
    attachment = page.attachments.all()[0].attachment
    type(attachment).objects.filter(pk=attachment.pk).update(file_size=300 * MEGABYTE)
    monkeypatch.setattr(reading, "_run", lambda *arguments: pytest.fail("the file was read"))
    found = [f for f in check(page) if f.check_code == "files"]
    assert [(f.is_blocking, "larger" in f.message) for f in found] == [(True, True)]


def test_file__is_left_alone_when_it_is_a_film(column):
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 40
    assert [f for f in check(draft(column, "正文。", files=[("影片.mp4", film)])) if f.check_code == "files"] == []


def test_file__is_given_up_when_it_takes_too_long(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("正文\n" * 400_000)
    with path.open("rb") as file:
        outcome = reading.read_file(file, Limits(seconds=0))
    assert outcome.problem in ("too_slow", "cut")


def test_file__is_said_to_be_missing_when_it_is(column):
    page = draft(column, "正文。", files=[("丢失.pdf", pdf_of(["正文"]))])
    page.attachments.all()[0].attachment.file.storage.delete(page.attachments.all()[0].attachment.file.name)
    assert any("missing" in f.message for f in check(page) if f.check_code == "files")


def test_file__is_read_once_however_often_it_is_checked(column, monkeypatch):
    page = draft(column, "正文。", files=[("附件.docx", docx_of("机密★10年"))])
    first = check(page)
    assert StoredText.objects.count() == 1
    monkeypatch.setattr(reading, "_run", lambda *arguments: pytest.fail("the file was read again"))
    assert {f.signature for f in check(page)} == {f.signature for f in first}


@override_settings(BASE_DIR="/nonexistent-folder")
def test_file__is_said_to_be_unreadable_when_the_reader_cannot_start(column):
    page = draft(column, "正文。", files=[("附件.docx", docx_of("正文"))])
    found = check(page)
    assert [f for f in found if f.detail.startswith("附件.docx")]


def test_files__are_read_in_every_format(column):
    files = {
        "甲.docx": docx_of("电话13800138000"),
        "乙.xlsx": xlsx_of([13800138000], ["乙"]),
        "丙.pdf": pdf_of(["电话13800138000"]),
        "丁.txt": "电话13800138000".encode("gb18030"),
        "戊.rtf": rb"{\rtf1\ansi \u30005?\u-29694?13800138000\par}",
        "己.ofd": zip_of(
            {
                "OFD.xml": "<a/>",
                "Doc_0/Pages/Page_0/Content.xml": (
                    '<o:Page xmlns:o="http://www.ofdspec.org/2016"><o:TextObject Boundary="1 2 3 4"><o:TextCode>'
                    "电话13800138000</o:TextCode></o:TextObject></o:Page>"
                ),
            }
        ),
        "庚.pptx": zip_of({"ppt/slides/slide1.xml": "<p><a:t xmlns:a='a'>电话13800138000</a:t></p>"}),
        "辛.odt": zip_of({"mimetype": "application/vnd.oasis", "content.xml": "<t><p>电话13800138000</p></t>"}),
        "壬.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "电话13800138000\r".encode("utf-16-le"),
    }
    page = draft(column, "正文。", files=list(files.items()))
    found = {f.detail.partition(" · ")[0] for f in check(page) if f.check_code == "mobiles"}
    assert found == set(files)
