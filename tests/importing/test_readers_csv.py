"""CSV in the encodings in which offices keep it, with a mapping of columns."""

import pytest
from django.utils import translation

from cms.importing.readers import ImportSourceError, Rejected, Row, open_rows, tabular

MAPPING = {"title": "标题", "body": "正文内容", "date": "发布日期", "site_hint": "站点", "is_latest_version": "最新"}
HEADER = "标题,正文内容,发布日期,站点,最新\n"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def saved(tmp_path, text, encoding="utf-8", name="rows.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_open_rows__reads_csv_in_the_encoding_it_is_in(tmp_path, encoding):
    text = HEADER + '公园开放办法,"第一条 ""每日"" 开放。\n第二条 <免费>。",2024年3月1日,"yuanlin、zhujian",是\n'
    (row,) = open_rows(saved(tmp_path, text, encoding), MAPPING)
    assert isinstance(row, Row)
    assert row.line == 2
    assert row.data["title"] == "公园开放办法"
    assert row.data["body"] == '<p>第一条 "每日" 开放。</p>\n<p>第二条 &lt;免费&gt;。</p>'
    assert (row.data["date"], row.data["site_hint"], row.data["is_latest_version"]) == (
        "2024-03-01",
        ["yuanlin", "zhujian"],
        True,
    )


def test_open_rows__reads_gb18030_when_its_first_chinese_comes_late(tmp_path):
    text = "title,body\n" + "plain,text\n" * 20_000 + "标题,正文\n"
    rows = list(open_rows(saved(tmp_path, text, "gb18030")))
    assert rows[-1].data["title"] == "标题"


def test_open_rows__keeps_html_and_takes_the_usual_names_when_no_mapping_is_given(tmp_path):
    (row,) = open_rows(
        saved(tmp_path, "名称\t正文\t文号\t发布时间\n甲\t<p>乙</p>\t示府〔2024〕1号\t2024-01-02 10:00\n")
    )
    assert (row.data["title"], row.data["body"], row.data["doc_number"], row.data["date"]) == (
        "甲", "<p>乙</p>", "示府〔2024〕1号", "2024-01-02",
    )  # fmt: skip


def test_open_rows__rejects_one_row_and_goes_on_when_that_row_is_bad(tmp_path):
    text = (
        HEADER
        + '甲,乙,2024-01-01,,\n少了,一列\n,无题,,,\n丁,戊,昨天,,\n\n己,庚,,,也许\n辛,坏"引号,,,\n壬,"a"b,,,\n癸,末,,,\n'
    )
    rows = list(open_rows(saved(tmp_path, text), MAPPING))
    assert [(row.line, row.field) for row in rows if isinstance(row, Rejected)] == [
        (3, ""), (4, "title"), (5, "date"), (7, "is_latest_version"), (9, ""),
    ]  # fmt: skip
    assert [row.line for row in rows if isinstance(row, Row)] == [2, 8, 10]


def test_open_rows__rejects_the_row_when_a_quotation_mark_is_never_closed(tmp_path):
    rows = list(open_rows(saved(tmp_path, HEADER + '甲,"乙,2024-01-01,,\n丙,丁,,,\n'), MAPPING))
    assert [(row.line, type(row)) for row in rows] == [(2, Rejected)]


def test_open_rows__rejects_the_row_when_a_line_is_larger_than_the_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(tabular, "MAX_ROW_BYTES", 1000)
    source = open_rows(saved(tmp_path, HEADER + f"甲,乙,,,\n丙,{'长' * 3000},,,\n丁,戊,,,\n"), MAPPING)
    assert [(row.line, type(row)) for row in source] == [(2, Row), (3, Rejected), (4, Row)]


def test_open_rows__goes_on_behind_the_last_row_taken(tmp_path):
    path = saved(tmp_path, HEADER + '甲,"乙\n乙",,,\n丙,丁,,,\n')
    assert [row.line for row in open_rows(path, MAPPING)] == [2, 4]
    assert [row.line for row in open_rows(path, MAPPING, after=2)] == [4]


@pytest.mark.parametrize(
    ("text", "mapping", "sentence"),
    [
        ("标题,正文\n甲,乙\n", {"title": "标题", "body": "内容"}, "no column named 内容. Its columns are: 标题, 正文"),
        ("标题,正文\n甲,乙\n", {"title": "标题"}, "is mapped to body"),
        ("甲栏,乙栏\n甲,乙\n", None, "is mapped to title, body"),
        ("标题,标题,正文\n甲,乙,丙\n", None, "more than one column named 标题"),
        ("标题,正文\n甲,乙\n", {"name": "标题"}, "unknown fields: name"),
    ],
)
def test_open_rows__says_what_to_do_when_the_columns_do_not_fit(tmp_path, text, mapping, sentence):
    with pytest.raises(ImportSourceError, match=sentence):
        open_rows(saved(tmp_path, text), mapping)


def test_open_rows__says_what_to_do_when_the_encoding_is_neither_utf8_nor_gbk(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(HEADER.encode() + b"\xff\xff\x81\x20,\xe9 abc,,,\n")
    with pytest.raises(ImportSourceError, match="neither UTF-8 nor GBK"):
        open_rows(path, MAPPING)
