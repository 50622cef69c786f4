"""What stands in the less usual parts of files is read; what cannot be read is said, and the rest goes on."""

import io
import zipfile

import pytest
from pypdf import PdfReader, PdfWriter

from cms.extraction.limits import Limits
from cms.extraction.worker import outcome
from tests.extraction.papers import docx_of, pdf_of, xlsx_of, zip_of

MARK = "机密★10年"
OLD_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_XML = '<w:d xmlns:w="w"><w:p><w:r><w:t>机密★10年</w:t></w:r></w:p></w:d>'


def read(content):
    """Whether the mark was read, and the problem."""
    done = outcome(content, Limits())
    return any(MARK in line for _kind, _label, lines in done["parts"] for line in lines), done["problem"]


def with_part(content, name, part):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for each in source.namelist():
            target.writestr(each, source.read(each))
        target.writestr(name, part)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "name", ["甲.docm", "甲.xlsm", "甲.pptm", "甲.xml", "甲.eml", "甲.mht", "甲.md", "没有扩展名", "甲.dat"]
)
def test_archive__every_member_is_read_whatever_its_name(name):
    content = docx_of(MARK) if name.endswith("m") else MARK.encode()
    assert read(zip_of({name: content})) == (True, "")


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"Rar!\x1a\x07\0", "packed"), (b"\x1f\x8b\x08\0\0", "packed"), (b"\1\2\0\3" * 9, "damaged")],
)
def test_archive__says_what_it_could_not_read_and_reads_on(content, problem):
    assert read(zip_of({"a.bin": content, "b.docx": docx_of(MARK)})) == (True, problem)


@pytest.mark.parametrize("damaged", [b"PK\x03\x04...", pdf_of(["x"])[:60]])
def test_archive__reads_on_when_its_first_member_is_damaged(damaged):
    assert read(zip_of({"a": damaged, "b.docx": docx_of(MARK)})) == (True, "damaged")


def test_archive__is_whole_when_it_holds_pictures():
    assert read(zip_of({"a.jpg": b"\xff\xd8\xff\xe0\0\0", "b.txt": MARK.encode()})) == (True, "")


def test_mail__its_encoded_files_are_read():
    mail = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    assert read(mail.encode() + b"5py65a+G4piFMTDlubQ=\n") == (True, "")


@pytest.mark.parametrize("name", ["word/diagrams/data1.xml", "word/charts/chart1.xml", "customXml/item9.xml"])
def test_word_file__its_other_parts_are_read(name):
    assert read(with_part(docx_of("正文"), name, WORD_XML))[0]


def test_word_file__pages_taken_in_and_a_main_part_elsewhere_are_read():
    assert read(with_part(docx_of("正文"), "word/afchunk.html", f"<html><p>{MARK}</p></html>"))[0]
    assert read(zip_of({"[Content_Types].xml": "<x/>", "doc/document.xml": WORD_XML}))[0]


def test_word_file__a_text_box_is_no_running_text():
    parts = outcome(docx_of("正文", textbox="机密"), Limits())["parts"]
    assert [kind for kind, _label, lines in parts if "机密" in lines] == ["watermark"]


def test_workbook__its_notes_in_either_place_are_notes():
    content = with_part(xlsx_of(["甲"]), "xl/comments/comment1.xml", "<c><text><t>机密★10年</t></text></c>")
    parts = outcome(content, Limits())["parts"]
    assert "note" in [kind for kind, _label, lines in parts if MARK in lines]


def test_workbook__a_binary_one_is_said_to_be_old():
    assert read(zip_of({"xl/workbook.bin": b"\0", "xl/worksheets/sheet1.bin": b"\0"})) == (False, "old")


@pytest.mark.parametrize("shift", [0, 1])
@pytest.mark.parametrize("encoding", ["utf-16-le", "gb18030"])
def test_old_word_file__is_read_at_every_place_and_in_both_encodings(shift, encoding):
    content = OLD_HEAD + b"\0" * (504 + shift) + f"{MARK}\r正文内容".encode(encoding) + b"\0" * 21
    assert read(content) == (True, "old")


def test_pdf__its_author_is_read():
    writer = PdfWriter(PdfReader(io.BytesIO(pdf_of(["正文"]))))
    writer.add_metadata({"/Author": MARK})
    buffer = io.BytesIO()
    writer.write(buffer)
    assert read(buffer.getvalue()) == (True, "")
