"""Word documents: what Word shows is what is read, within bounds."""

import io
import zipfile

import docx
import pytest
from django.utils import translation
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from cms.importing.cleaner import clean
from cms.importing.readers import Rejected, Row, attachment_bytes, docx_package, open_rows


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def read(document, tmp_path, name="a.docx"):
    document.save(tmp_path / name)
    (row,) = open_rows(tmp_path)
    return row


def refused(content, tmp_path):
    (tmp_path / "a.docx").write_bytes(content)
    (row,) = open_rows(tmp_path)
    assert isinstance(row, Rejected)
    return row.reason


def paragraph(document, inner):
    element = parse_xml(f"<w:p {nsdecls('w', 'r')}>{inner}</w:p>")
    document.element.body.insert_element_before(element, "w:sectPr")
    return element


def repacked(tmp_path, change):
    """A sound document with its members changed by `change(name, content)`."""
    document = docx.Document()
    document.add_paragraph("文")
    document.save(tmp_path / "sound")
    out = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "sound") as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    (tmp_path / "sound").unlink()
    return out.getvalue()


def official(document):
    for text in ("示例市公园管理局文件", "公园开放办法", "示园〔2024〕3号"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_heading("第一章 总则", 1)
    line = document.add_paragraph("　　公园")
    line.add_run("每日").bold = True
    line.add_run("开放 m")
    line.add_run("2").font.superscript = True
    document.add_paragraph("2024年3月1日").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return document


def test_open_rows__reads_headings_paragraphs_alignment_and_the_facts_at_the_head(tmp_path):
    row = read(official(docx.Document()), tmp_path)
    assert isinstance(row, Row)
    assert (row.data["title"], row.data["doc_number"]) == ("示例市公园管理局文件公园开放办法", "示园〔2024〕3号")
    assert (row.data["date"], row.data["written_date"]) == ("2024-03-01", "2024-03-01")
    assert [block["value"] for block in clean(row.data["body"]).blocks] == [
        {"text": "<p>示例市公园管理局文件</p><p>公园开放办法</p><p>示园〔2024〕3号</p>", "align": "center"},
        {"text": "第一章 总则", "level": "h2"},
        {"text": "<p>公园<b>每日</b>开放 m<sup>2</sup></p>", "align": "start"},
        {"text": "<p>2024年3月1日</p>", "align": "end"},
    ]


def test_open_rows__takes_the_title_style_before_centred_lines(tmp_path):
    document = official(docx.Document())
    document.paragraphs[1].style = document.styles["Title"]
    assert read(document, tmp_path).data["title"] == "公园开放办法"


def test_open_rows__keeps_merged_cells(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "类"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "数"
    (block,) = clean(read(document, tmp_path).data["body"]).blocks
    assert block["value"]["data"] == [["类", "数", ""], ["", "4", "5"], ["6", "7", "8"]]
    assert [(m["rowspan"], m["colspan"]) for m in block["value"]["mergeCells"]] == [(2, 1), (1, 2)]


def test_open_rows__keeps_pictures_and_embedded_files_as_bytes(tmp_path):
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph("见图")
    document.add_picture(io.BytesIO(picture.getvalue()))
    document.part.relate_to("https://example.gov.cn/b.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    kept, listed = read(document, tmp_path).data["attachments"]
    assert (kept["title"], kept["kind"], attachment_bytes(kept)) == ("image1.png", "image", picture.getvalue())
    assert (listed["url"], attachment_bytes(listed)) == ("https://example.gov.cn/b.png", None)


def test_open_rows__writes_out_the_numbers_that_word_makes_itself(tmp_path):
    document = docx.Document()
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
            '<w:lvlText w:val="第%1条"/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
            "</w:abstractNum>"
        )
    )
    document.part.numbering_part.element.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    for level, text in ((0, "公园开放"), (1, "免费"), (1, "每日"), (0, "公园保护"), (1, "绿地")):
        numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        paragraph(document, f"<w:pPr>{numbered}</w:pPr><w:r><w:t>{text}</w:t></w:r>")
    assert clean(read(document, tmp_path).data["body"]).text.split("\n") == [
        "第一条公园开放", "1. 免费", "2. 每日", "第二条公园保护", "1. 绿地",
    ]  # fmt: skip


def test_open_rows__reads_what_word_shows_and_leaves_out_what_it_hides(tmp_path):
    document = docx.Document()
    link = document.part.relate_to("https://example.gov.cn/x", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    bad = document.part.relate_to("javascript:alert(1)", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph(
        document,
        "<w:ins><w:r><w:t>添</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        f'<w:hyperlink r:id="{link}"><w:r><w:t>链</w:t></w:r></w:hyperlink>'
        f'<w:hyperlink r:id="{bad}"><w:r><w:t>坏</w:t></w:r></w:hyperlink>'
        "<w:sdt><w:sdtContent><w:r><w:t>控</w:t><w:br/><w:t>件</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:t>&lt;script&gt;</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    )
    cleaned = clean(read(document, tmp_path).data["body"])
    assert cleaned.text == "添链坏控\n件<script>\n框"
    assert '<a href="https://example.gov.cn/x">链</a>坏' in cleaned.blocks[0]["value"]["text"]


def test_open_rows__refuses_what_unpacks_to_more_than_the_bound(tmp_path, monkeypatch):
    bomb = repacked(tmp_path, lambda name, content: b"0" * 5_000_000 if name.endswith("app.xml") else content)
    assert len(bomb) < 100_000
    monkeypatch.setattr(docx_package, "MAX_UNPACKED_BYTES", 2_000_000)
    assert "unpacks to more than" in refused(bomb, tmp_path)


def test_open_rows__refuses_entities(tmp_path):
    laugh = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]><x>&a;&b;</x>'
    content = repacked(tmp_path, lambda name, content: laugh if name == "word/document.xml" else content)
    assert "declares XML entities" in refused(content, tmp_path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "Save it as .docx"),
        (b"<html><p>x</p></html>", "not a Word document"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"   ", "empty"),
    ],
)
def test_open_rows__rejects_a_file_whose_name_lies(tmp_path, content, sentence):
    assert sentence in refused(content, tmp_path)


@pytest.mark.parametrize("missing", ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/styles.xml"])
def test_open_rows__rejects_or_reads_a_document_with_a_part_missing(tmp_path, missing):
    content = repacked(tmp_path, lambda name, content: None if name == missing else content)
    (tmp_path / "a.docx").write_bytes(content)
    (row,) = open_rows(tmp_path)
    assert isinstance(row, Rejected)
    assert "damaged" in row.reason


def test_open_rows__rejects_a_document_without_text(tmp_path):
    row = read(docx.Document(), tmp_path)
    assert (type(row), row.field) == (Rejected, "body")


def test_open_rows__rejects_tables_nested_too_deeply(tmp_path):
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    for _level in range(15):
        cell = cell.add_table(1, 1).cell(0, 0)
    cell.text = "底"
    assert "nested too deeply" in read(document, tmp_path).reason
