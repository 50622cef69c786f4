"""Dates as documents write them."""

from datetime import date, datetime

import pytest

from cms.importing.readers import parse_date
from cms.importing.readers.dates import signature_date


@pytest.mark.parametrize(
    "text",
    [
        "2006-05-23", "2006/5/23", "2006.5.23", "2006年5月23日", "2006 年 5 月 23 日", "二〇〇六年五月二十三日",
        "二○○六年五月二十三日", "二零零六年五月廿三日", "２００６年５月２３日", "20060523", "2006-05-23 10:20:30",
        "2006-05-23T10:20:30.5", "2006年5月23日 10:20", "2006-05-22T20:00:00Z", "2006-05-23T00:30:00+08:00",
        " 2006-05-23 ",
    ],
)  # fmt: skip
def test_parse_date__reads_a_date_however_it_is_written(text):
    assert parse_date(text) == date(2006, 5, 23)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二〇一〇年元月一日", date(2010, 1, 1)),
        ("一九九九年十二月三十一日", date(1999, 12, 31)),
        ("二〇二〇年十月十日", date(2020, 10, 10)),
        ("二〇二〇年二月二十九日", date(2020, 2, 29)),
    ],
)
def test_parse_date__reads_chinese_numerals(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "  ",
        "去年",
        "2024-02-30",
        "2024年1月",
        "二〇二〇年十三月一日",
        "二〇二〇年二月三十日",
        "2024-1",
        "1234567",
        "x" * 500,
        None,
        5,
    ],
)
def test_parse_date__gives_none_when_there_is_no_date(value):
    assert parse_date(value) is None


def test_parse_date__takes_dates_and_times_as_they_are():
    assert parse_date(date(2024, 1, 2)) == date(2024, 1, 2)
    assert parse_date(datetime(2024, 1, 2, 23, 59)) == date(2024, 1, 2)


def test_signature_date__is_the_first_line_that_is_nothing_but_a_date():
    assert signature_date(["2024年的工作", "示例局", "２０２４年 ３月 １日", "2025年1月1日"]) == date(2024, 3, 1)
    assert signature_date(["没有"]) is None
