"""Files of JSON lines: every row is read or named as rejected, and a bad file says what to do."""

import gzip
import json
import os
from pathlib import Path

import pytest
from django.utils import translation

from cms.importing.readers import KNOWN_FIELDS, ImportSourceError, Rejected, Row, lines, open_rows

GOOD = {
    "id": "a-1",
    "title": "示例市公园开放办法",
    "body": "<p>第一条</p>",
    "date": "2024-03-01",
    "site_hint": ["yuanlin"],
}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def written(path, *rows):
    text = "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows) + "\n"
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8") as stream:
        stream.write(text)
    return path


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_open_rows__gives_rows_with_every_known_field_when_the_file_is_sound(tmp_path, name):
    source = open_rows(written(tmp_path / name, GOOD, {**GOOD, "id": 7, "own": [1]}))
    first, second = source
    assert isinstance(first, Row)
    assert first.line == 1
    assert set(KNOWN_FIELDS) <= set(first.data)
    assert (first.data["issuer"], first.data["attachments"], first.data["is_latest_version"]) == ("", [], None)
    assert (second.data["id"], second.data["own"]) == ("7", [1])
    assert first.digest != second.digest
    assert (source.position, source.total, source.unit) == (2, 2, "lines")


def test_open_rows__rejects_one_line_and_goes_on_when_that_line_is_bad(tmp_path):
    path = written(
        tmp_path / "rows.jsonl",
        '{"title": "甲", ',
        "[1]",
        "[" * 100_000,
        "",
        {**GOOD, "title": " "},
        {**GOOD, "body": None},
        {**GOOD, "date": "去年"},
        {**GOOD, "body": {"a": 1}},
        {**GOOD, "attachments": ["https://example.gov.cn/a.pdf", 5]},
        '{"title": "\\ud800", "body": "甲"}',
        GOOD,
    )
    with path.open("ab") as stream:
        stream.write("甲乙".encode("gb18030") + b"\n")
    rows = list(open_rows(path))
    assert [(row.line, row.field) for row in rows if isinstance(row, Rejected)] == [
        (1, ""), (2, ""), (3, ""), (5, "title"), (6, "body"), (7, "date"), (8, "body"), (9, "attachments"),
        (10, "title"), (12, ""),
    ]  # fmt: skip
    assert [row.line for row in rows if isinstance(row, Row)] == [11]
    assert all(row.reason for row in rows if isinstance(row, Rejected))


def test_open_rows__goes_on_behind_the_last_row_taken(tmp_path):
    path = written(tmp_path / "rows.jsonl", GOOD, "bad", GOOD, GOOD)
    assert [row.line for row in open_rows(path, after=2)] == [3, 4]
    assert list(open_rows(path, after=4)) == []


def test_open_rows__rejects_a_row_that_is_larger_than_the_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "MAX_ROW_BYTES", 2000)
    path = written(tmp_path / "rows.jsonl", GOOD, {**GOOD, "body": "长" * 5000}, GOOD)
    outcome = [(row.line, type(row)) for row in open_rows(path)]
    assert outcome == [(1, Row), (2, Rejected), (3, Row)]


def test_open_rows__takes_usual_and_mapped_keys(tmp_path):
    raw = {"title": "甲", "content_html": "<p>乙</p>", "url": "https://example.gov.cn/1", "facts": {"机关": "示例局"}}
    path = written(tmp_path / "rows.jsonl", raw)
    (row,) = open_rows(path)
    assert (row.data["body"], row.data["source_url"]) == ("<p>乙</p>", "https://example.gov.cn/1")
    (row,) = open_rows(path, {"body": "content_html", "issuer": "facts.机关"})
    assert (row.data["body"], row.data["issuer"]) == ("<p>乙</p>", "示例局")


def test_open_rows__refuses_a_truncated_gzip_before_any_row_is_taken(tmp_path):
    path = written(tmp_path / "rows.jsonl.gz", *[{**GOOD, "id": str(number)} for number in range(500)])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ImportSourceError, match="ends too early: it was not copied in full. Copy it again"):
        open_rows(path)


def test_open_rows__refuses_a_damaged_gzip(tmp_path):
    path = written(tmp_path / "rows.jsonl.gz", *[{**GOOD, "id": str(number)} for number in range(500)])
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 8] = b"\xff" * 8
    path.write_bytes(content)
    with pytest.raises(ImportSourceError, match="damaged|too early"):
        open_rows(path)


def test_open_rows__refuses_a_gzip_that_unpacks_to_more_than_the_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "MAX_UNPACKED_BYTES", 1_000_000)
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(b" " * 5_000_000 + b"x"))
    with pytest.raises(ImportSourceError, match="Split it"):
        open_rows(path)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("rows.jsonl", b"", "is empty"),
        ("rows.jsonl", b"  \n \n", "is empty"),
        ("rows.jsonl.gz", gzip.compress(b""), "is empty"),
        ("rows.jsonl", gzip.compress(b"{}"), "Add .gz to its name"),
        ("rows.jsonl.gz", b'{"title": "x"}', "Take .gz off its name"),
        ("rows.csv", b"PK\x03\x04xxxx", "Save it as CSV"),
        ("rows.csv", b"\xd0\xcf\x11\xe0xxxx", "Save it as CSV"),
        ("rows.jsonl", b"ab\0cd", "not a text file"),
        ("rows.jsonl", b'[{"title": "x"}]', "one object a line"),
        ("rows.xlsx", b"PK\x03\x04", "of no kind that can be imported"),
        ("page.html", b"<p>x</p>", "Put it into a folder"),
    ],
)
def test_open_rows__says_what_to_do_when_the_file_is_of_no_use(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportSourceError, match=sentence) as caught:
        open_rows(path)
    assert name in str(caught.value)


def test_open_rows__says_what_to_do_when_there_is_no_file(tmp_path):
    with pytest.raises(ImportSourceError, match="Check the path"):
        open_rows(tmp_path / "none.jsonl")
    with pytest.raises(ImportSourceError, match="cannot be read"):
        open_rows(tmp_path / ("x" * 300))
    os.mkfifo(tmp_path / "pipe.jsonl")
    with pytest.raises(ImportSourceError, match="is not a file"):
        open_rows(tmp_path / "pipe.jsonl")


def test_open_rows__says_so_when_the_file_may_not_be_read(tmp_path, monkeypatch):
    path = written(tmp_path / "rows.jsonl", GOOD)

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ImportSourceError, match="Permission denied"):
        open_rows(path)


def test_open_rows__refuses_a_mapping_of_fields_that_do_not_exist(tmp_path):
    with pytest.raises(ImportSourceError, match="unknown fields: titel"):
        open_rows(written(tmp_path / "rows.jsonl", GOOD), {"titel": "t"})


def test_open_rows__reads_every_real_row(real_documents):
    source = open_rows(real_documents)
    assert all(isinstance(row, Row) for row in source)
    assert source.position == source.total > 0
