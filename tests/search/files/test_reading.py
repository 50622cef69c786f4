"""What of a file of each kind comes into the index: what somebody who opens it sees, in its order."""

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from cms.extraction.limits import Limits
from search.files.parts import Part
from search.files.reading import LIMITS, parts_of
from search.files.worker import outcome
from tests.extraction.papers import docx_of, ofd_of, pdf_of, sheets_of
from tests.search.files.samples import paragraph, samples, table, word_of


def read(content, extension):
    """The parts of a file, read in this process."""
    return [tuple(part) for part in outcome(content, extension, Limits())["parts"]]


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx", "ofd"])
def test_file__is_read_in_every_kind(tmp_path, extension):
    path = tmp_path / "文件"
    path.write_bytes(samples()[extension])
    parts = parts_of(path, extension)
    assert isinstance(parts[0], Part)
    assert parts[0].number == 1
    assert "梅花鹿" in parts[0].text


@pytest.mark.parametrize("extension", [".PDF", "PDF", ".pdf"])
def test_file__is_read_however_its_extension_is_written(tmp_path, extension):
    path = tmp_path / "文件"
    path.write_bytes(samples()["pdf"])
    assert [part.number for part in parts_of(str(path), extension)] == [1, 2]


def test_file__is_read_from_a_field_in_any_storage():
    storage = InMemoryStorage()
    name = storage.save("鹿.ofd", ContentFile(samples()["ofd"]))
    assert parts_of(SimpleNamespace(storage=storage, name=name), "ofd")[0].text == "梅花鹿保护区"


def test_pdf__its_pages_are_parts_and_keep_their_numbers():
    assert read(pdf_of(["首页"], [], ["第三页"]), "pdf") == [("page", 1, "首页"), ("page", 3, "第三页")]


def test_pdf__a_word_broken_over_two_lines_is_found():
    assert read(pdf_of(["各县应当加强梅花", "鹿的保护。", "附件：2024", "年计划"]), "pdf") == [
        ("page", 1, "各县应当加强梅花鹿的保护。\n附件：2024\n年计划")
    ]


def test_ofd__a_word_broken_over_two_lines_is_found():
    assert read(ofd_of(["各县应当加强梅花", "鹿的保护"]), "ofd") == [("page", 1, "各县应当加强梅花鹿的保护")]


def test_ofd__what_lies_beneath_its_pages_is_none():
    assert read(ofd_of(["正文"], template=["底图"]), "ofd") == [("page", 1, "正文")]


def test_workbook__its_sheets_are_parts_that_begin_with_their_names():
    content = sheets_of({"鹿群": [["梅花鹿", 12], ["水鹿", 3.5]], "空表": [], "说明": [["二〇二四年"]]})
    assert read(content, "xlsx") == [("sheet", 1, "鹿群\n梅花鹿 12 水鹿 3.5"), ("sheet", 3, "说明\n二〇二四年")]


def test_workbook__a_long_sheet_is_one_part():
    parts = read(sheets_of({"名单": [[f"第{number}号"] for number in range(5000)]}), "xlsx")
    assert [(kind, number) for kind, number, _text in parts] == [("sheet", 1)]
    assert parts[0][2].count("名单") == 1
    assert "第4999号" in parts[0][2]


def test_workbook__a_hidden_sheet_is_not_found():
    content = sheets_of({"公开": [["甲"]], "底稿": [["乙"]]}, hidden=["底稿"])
    assert read(content, "xlsx") == [("sheet", 1, "公开\n甲")]


def test_word_file__paragraphs_and_tables_are_blocks_in_their_order():
    content = word_of(paragraph("第一段") + paragraph("第二段") + table("甲乙", "丙丁") + paragraph("第三段"))
    assert read(content, "docx") == [
        ("paragraphs", 1, "第一段\n第二段"),
        ("table", 2, "甲 乙\n丙 丁"),
        ("paragraphs", 3, "第三段"),
    ]


def test_word_file__a_long_text_is_several_blocks():
    parts = read(docx_of(*["梅花鹿" * 100] * 20), "docx")
    assert [number for _kind, number, _text in parts] == [1, 2, 3]


def test_word_file__a_table_in_a_table_stands_in_its_cell():
    inner = table(["内"])
    cells = f"<w:tc>{paragraph('外')}{inner}</w:tc><w:tc>{paragraph('旁')}</w:tc>"
    content = word_of(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert read(content, "docx") == [("table", 1, "外 内 旁")]


@pytest.mark.parametrize(
    "unseen",
    [
        "<w:p><w:del><w:r><w:delText>草稿</w:delText></w:r></w:del></w:p>",
        "<w:p><w:moveFrom><w:r><w:t>草稿</w:t></w:r></w:moveFrom></w:p>",
        "<w:p><w:r><w:instrText>草稿</w:instrText></w:r></w:p>",
        paragraph("草稿", "<w:vanish/>"),
    ],
)
def test_word_file__what_was_deleted_or_hidden_is_not_found(unseen):
    assert read(word_of(paragraph("正文") + unseen), "docx") == [("paragraphs", 1, "正文")]


@pytest.mark.parametrize(
    "seen",
    [
        "<w:p><w:ins><w:r><w:t>定稿</w:t></w:r></w:ins></w:p>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>定稿</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:hyperlink><w:r><w:t>定稿</w:t></w:r></w:hyperlink></w:p>",
        "<w:p><w:r><w:t>定</w:t></w:r><w:r><w:t>稿</w:t></w:r></w:p>",
        paragraph("定稿", '<w:vanish w:val="0"/>'),
    ],
)
def test_word_file__what_was_inserted_linked_or_filled_in_is_found(seen):
    assert read(word_of(seen), "docx") == [("paragraphs", 1, "定稿")]


def test_word_file__a_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('框中')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    content = word_of(f"<w:p><w:r><w:t>正文</w:t>{both}</w:r></w:p>")
    assert read(content, "docx") == [("paragraphs", 1, "框中\n正文")]


def test_word_file__its_notes_are_read_last_and_its_comments_and_headers_not():
    aside = '<w:x xmlns:w="w">%s</w:x>'
    content = word_of(
        paragraph("正文"),
        footnotes=aside % paragraph("脚注"),
        comments=aside % paragraph("批注"),
        header1=aside % paragraph("页眉"),
    )
    assert read(content, "docx") == [("paragraphs", 1, "正文"), ("paragraphs", 2, "脚注")]


def test_worker__prints_json_and_sets_up_nothing_of_the_product(tmp_path):
    path = tmp_path / "文件"
    path.write_bytes(samples()["ofd"])
    looks = "import sys; from search.files.worker import main; main(*sys.argv[1:]); sys.exit('django' in sys.modules)"
    limits = json.dumps(vars(LIMITS))
    done = subprocess.run(
        [sys.executable, "-c", looks, str(path), limits, "ofd"], cwd=settings.BASE_DIR, capture_output=True, check=True
    )
    assert json.loads(done.stdout) == {"parts": [["page", 1, "梅花鹿保护区"], ["page", 2, "第二页"]], "problem": ""}
