"""Attachments: what a file is, is told by its content; it keeps its name and its hash."""

import hashlib

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from wagtail.models import Collection

from cms.content.media_types import inspect_file
from cms.content.models import Attachment, PageAttachment
from tests.content.files import PDF, make_attachment, png, zipped
from tests.factories import make_user

pytestmark = pytest.mark.django_db
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
PAGE = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
PROGRAM = b"MZ" + b"\0" * 200


def problem(name, content):
    """The message that an editor finds beside the file, '' for none."""
    attachment = Attachment(title=name, file=SimpleUploadedFile(name, content))
    try:
        attachment.clean()
    except ValidationError as error:
        return error.message_dict["file"][0]
    return ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PDF", PDF),
        ("a.docx", zipped("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", zipped("xl/workbook.xml")),
        ("a.ofd", zipped("OFD.xml", "Doc_0/Document.xml")),
        ("a.zip", zipped("x.txt")),
        ("a.odt", zipped("mimetype", "content.xml")),
        ("a.doc", OLE),
        ("a.wps", OLE),
        ("a.et", zipped("xl/workbook.xml")),
        ("a.png", png()),
        ("a.txt", "说明".encode("gbk")),
        ("a.csv", "地区,人口\n广州,1".encode()),
        ("a.xml", b"<?xml version='1.0'?><root/>"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_clean__accepts_a_file_when_it_is_what_its_name_says(name, content):
    assert problem(name, content) == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PAGE),
        ("a.pdf", b"\x00\x01\x02" * 50),
        ("a.docx", PDF),
        ("a.docx", zipped("xl/workbook.xml")),
        ("a.docx", b"PK\x03\x04broken"),
        ("a.jpg", png()),
        ("a.txt", PAGE),
        ("a.csv", PDF),
        ("a.xml", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("a.doc", PROGRAM),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_clean__refuses_a_file_when_its_name_lies(name, content):
    with translation.override("en"):
        message = problem(name, content)
    assert message.startswith(f"The name of this file ends in “.{name[-3:] if name[-4] == '.' else 'docx'}”")


@pytest.mark.parametrize(
    ("name", "content"), [("a.exe", PROGRAM), ("a.html", PAGE), ("a.svg", b"<svg/>"), ("a.js", b"alert(1)"), ("a", PDF)]
)
def test_clean__refuses_a_file_when_its_type_is_not_offered(name, content):
    with translation.override("en"):
        assert "not offered for download" in problem(name, content)


def test_clean__refuses_a_file_when_it_is_empty():
    with translation.override("en"):
        assert problem("a.pdf", b"") == "This file is empty."


def test_clean__speaks_chinese_when_the_editor_does():
    assert any("\u4e00" <= char <= "\u9fff" for char in problem("a.pdf", PAGE))


def test_save__records_type_size_hash_and_name_when_a_file_is_given():
    attachment = make_attachment("关于示例的通知.pdf")
    assert attachment.original_name == attachment.filename == "关于示例的通知.pdf"
    assert attachment.media_type == "application/pdf"
    assert attachment.file_size == len(PDF)
    assert attachment.sha256 == hashlib.sha256(PDF).hexdigest()


def test_save__records_anew_when_the_file_is_replaced():
    attachment = make_attachment("旧.pdf")
    attachment.file = ContentFile(b"some text", name="新.txt")
    attachment.save()
    attachment.refresh_from_db()
    assert (attachment.original_name, attachment.media_type, attachment.file_size) == ("新.txt", "text/plain", 9)


def test_save__keeps_both_when_two_files_have_one_name(client):
    client.force_login(make_user("root", is_superuser=True))
    first, second = make_attachment("附件.pdf"), make_attachment("附件.pdf", PDF + b"\n")
    assert first.file.name != second.file.name
    assert first.filename == second.filename == "附件.pdf"
    for attachment, content in ((first, PDF), (second, PDF + b"\n")):
        response = client.get(attachment.url)
        assert b"".join(response.streaming_content) == content
        assert "%E9%99%84%E4%BB%B6.pdf" in response["Content-Disposition"]


def test_save__keeps_a_name_of_any_length_when_it_is_long():
    attachment = make_attachment(f"{'关于' * 200}.pdf", title="长名")
    assert len(attachment.filename) <= 255
    assert attachment.filename.endswith(".pdf")
    assert attachment.file.storage.exists(attachment.file.name)


def test_inspect_file__reads_in_pieces_when_the_file_is_large():
    content = PDF + b"x" * (3 << 20)
    facts = inspect_file(ContentFile(content), "大.pdf")
    assert (facts.size, facts.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.fixture
def editor(client):
    """A signed-in account that may add files."""
    user = get_user_model().objects.create_superuser("root", password="x")
    client.force_login(user)
    return client


@pytest.mark.parametrize("content", [PAGE, b""])
def test_upload_several__says_why_beside_the_file_when_one_is_refused(editor, content):
    response = editor.post(
        reverse("wagtaildocs:add_multiple"),
        {
            "title": "假",
            "collection": Collection.objects.get().pk,
            "files[]": SimpleUploadedFile("假.pdf", content, "application/pdf"),
        },
    )
    answer = response.json()
    assert answer["success"] is False
    assert answer["error_message"]
    assert not Attachment.objects.exists()


def test_upload_one__shows_the_message_in_the_form_when_the_name_lies(editor):
    response = editor.post(
        reverse("wagtaildocs:add"),
        {"title": "假", "collection": Collection.objects.get().pk, "file": SimpleUploadedFile("假.pdf", PAGE)},
    )
    assert "file" in response.context["form"].errors
    assert not Attachment.objects.exists()


def test_page_attachment__asks_for_one_of_both_when_neither_or_both_are_given():
    for row in (PageAttachment(), PageAttachment(attachment=make_attachment(), external_url="https://a.example.cn")):
        with pytest.raises(ValidationError) as caught:
            row.clean()
        assert set(caught.value.message_dict) == {"attachment"}
    PageAttachment(external_url="https://a.example.cn/1.pdf").clean()
