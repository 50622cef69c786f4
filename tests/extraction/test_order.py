"""Pages and sheets come in the order in which a reader of the file sees them, however the archive keeps them."""

import io
import zipfile

import pytest

from cms.extraction.limits import MAX_XML_DEPTH, Limits
from cms.extraction.worker import outcome
from tests.extraction.papers import ofd_of, sheets_of, zip_of


def parts(content):
    return outcome(content, Limits())["parts"]


def shuffled(content):
    """The same archive, its members the other way round."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in reversed(source.namelist()):
            target.writestr(name, source.read(name))
    return buffer.getvalue()


def test_workbook__its_sheets_come_in_its_order_with_their_names():
    content = shuffled(sheets_of({"一季度": [["甲"]], "二季度": [["乙"]], "三季度": [["丙"]]}))
    kept = [part for part in parts(content) if part[0] in ("name", "sheet")]
    assert kept == [
        ["name", "1", ["一季度"]],
        ["sheet", "1", ["甲"]],
        ["name", "2", ["二季度"]],
        ["sheet", "2", ["乙"]],
        ["name", "3", ["三季度"]],
        ["sheet", "3", ["丙"]],
    ]


def test_workbook__a_hidden_sheet_is_read_by_the_checks():
    content = sheets_of({"公开": [["甲"]], "底稿": [["机密★10年"]]}, hidden=["底稿"])
    assert ["sheet", "2", ["机密★10年"]] in parts(content)


def test_workbook__a_sheet_that_it_does_not_list_is_read_too():
    sheet = "<s><sheetData><row><c t='inlineStr'><is><t>机密★10年</t></is></c></row></sheetData></s>"
    listed = {"xl/workbook.xml": "<w><sheets><sheet name='没有' id='r9'/></sheets></w>"}
    kept = parts(zip_of({**listed, "xl/worksheets/sheet7.xml": sheet}))
    assert kept == [["name", "1", ["没有"]], ["sheet", "2", ["机密★10年"]]]


@pytest.mark.parametrize("arranged", [lambda content: content, shuffled])
def test_ofd__its_pages_come_in_their_order(arranged):
    content = arranged(ofd_of(*([f"第{number}页"] for number in range(1, 13))))
    assert parts(content) == [["page", str(number), [f"第{number}页"]] for number in range(1, 13)]


def test_ofd__what_is_drawn_beneath_its_pages_is_read_after_them():
    kept = parts(ofd_of(["正文"], template=["机密★10年"]))
    assert kept == [["page", "1", ["正文"]], ["text", "", ["机密★10年"]]]


@pytest.mark.parametrize("name", ["word/document.xml", "OFD.xml", "xl/workbook.xml", "content.xml"])
def test_markup__is_not_read_deeper_than_documents_go(name):
    depth = MAX_XML_DEPTH + 1
    content = zip_of({"mimetype": "a", name: "<p>" * depth + "</p>" * depth})
    assert outcome(content, Limits())["problem"] == "bomb"
