"""Files whose text cannot be read: a reason that people understand, and never anything else."""

import io
import zipfile
from types import SimpleNamespace

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from django.utils.translation import override
from pypdf import PdfReader, PdfWriter

from search.files.reading import parts_of
from search.files.reasons import REASONS, Unreadable
from tests.extraction.papers import docx_of, ofd_of, pdf_of, sheets_of, zip_of
from tests.search.files.samples import samples

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
ENTITIES = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def code_of(tmp_path, content, extension):
    """The code of the reason why it is not read."""
    path = tmp_path / "文件"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        parts_of(path, extension)
    return caught.value.code


def locked(content, user):
    """The same PDF with a password, of the owner only or of readers too."""
    writer, buffer = PdfWriter(PdfReader(io.BytesIO(content))), io.BytesIO()
    writer.encrypt(user, "geheim", algorithm="AES-256")
    writer.write(buffer)
    return buffer.getvalue()


def marked_as_locked(content):
    """The same archive, each of its members said to need a password."""
    content = bytearray(content)
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def with_wrong_sum(content):
    """The same archive with one byte of its last member changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        last = archive.infolist()[-1]
    content = bytearray(content)
    content[last.header_offset + 30 + len(last.filename.encode()) + last.compress_size // 2] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", lambda: locked(pdf_of(["正文"]), "offen")),
        ("docx", lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le")),
        ("xlsx", lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le")),
        ("docx", lambda: marked_as_locked(docx_of("正文"))),
        ("ofd", lambda: marked_as_locked(ofd_of(["正文"]))),
    ],
)
def test_file__is_not_read_when_it_has_a_password(tmp_path, extension, content):
    assert code_of(tmp_path, content(), extension) == "encrypted"


def test_pdf__is_read_when_only_changing_it_needs_a_password(tmp_path):
    path = tmp_path / "文件"
    path.write_bytes(locked(pdf_of(["正文"]), ""))
    assert parts_of(path, "pdf")[0].text == "正文"


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", lambda: b"%PDF-1.7\n" + b"\xff" * 500),
        ("docx", lambda: samples()["docx"][:2000]),
        ("xlsx", lambda: b"PK\x03\x04" + b"\0" * 500),
        ("docx", lambda: zip_of({"word/document.xml": "<w:p>"})),
        ("docx", lambda: zip_of({"word/document.xml": ENTITIES})),
        ("xlsx", lambda: zip_of({"xl/workbook.xml": ENTITIES})),
        ("ofd", lambda: zip_of({"OFD.xml": ENTITIES})),
        ("ofd", lambda: with_wrong_sum(ofd_of(["正文"]))),
    ],
)
def test_file__is_not_read_when_it_is_damaged(tmp_path, extension, content):
    assert code_of(tmp_path, content(), extension) == "damaged"


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx", "ofd"])
@pytest.mark.parametrize("real", ["pdf", "docx", "xlsx", "ofd", "jpg", "doc", "zip", ""])
def test_file__is_not_read_when_it_is_another_than_its_name_says(tmp_path, extension, real):
    others = {"jpg": b"\xff\xd8\xff\xe0\0\x10JFIF", "doc": COMPOUND, "zip": zip_of({"a.txt": "正文"}), "": b""}
    if real != extension:
        assert code_of(tmp_path, (samples() | others)[real], extension) == "misnamed"


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", lambda: pdf_of([], [])),
        ("docx", lambda: docx_of("", "  ")),
        ("xlsx", lambda: sheets_of({"空表": []})),
        ("ofd", lambda: ofd_of([], [])),
    ],
)
def test_file__is_not_read_when_it_is_a_scan_without_text(tmp_path, extension, content):
    assert code_of(tmp_path, content(), extension) == "empty"


@pytest.mark.parametrize("extension", ["doc", "txt", "zip", "jpg", "", "."])
def test_file__is_not_read_when_it_is_of_another_kind(tmp_path, extension):
    assert code_of(tmp_path, b"text", extension) == "unsupported"


@pytest.mark.parametrize(
    "file",
    [
        "/nonexistent-folder/a.pdf",
        "a\0.pdf",
        "/",
        SimpleNamespace(storage=InMemoryStorage(), name="a.pdf"),
        SimpleNamespace(storage=FileSystemStorage(), name="../../etc/a.pdf"),
        SimpleNamespace(storage=FileSystemStorage(), name=""),
        SimpleNamespace(storage=FileSystemStorage(), name=None),
    ],
)
def test_file__is_not_read_when_it_is_missing(file):
    with pytest.raises(Unreadable) as caught:
        parts_of(file, "pdf")
    assert caught.value.code == "missing"


@pytest.mark.parametrize("code", sorted(REASONS))
def test_reason__is_said_in_the_readers_language(code):
    with override("en"):
        english = Unreadable(code).reason
    with override("zh-hans"):
        chinese = str(Unreadable(code))
    assert english.isascii()
    assert not chinese.isascii()
