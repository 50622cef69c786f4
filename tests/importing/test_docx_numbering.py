"""Word's own numbers as people read them."""

import pytest

from cms.importing.readers.docx_numbering import chinese_number, format_number


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (2024, "二千零二十四"),
        (10000, "10000"),
    ],
)
def test_chinese_number__counts_as_people_do(number, expected):
    assert chinese_number(number) == expected


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("decimal", 3, "3"), ("decimalZero", 3, "03"), ("decimalFullWidth", 12, "１２"), ("upperLetter", 28, "BB"),
        ("lowerRoman", 14, "xiv"), ("upperRoman", 9, "IX"), ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 30, "30"),
        ("ideographTraditional", 2, "乙"), ("ideographZodiac", 1, "子"), ("chineseLegalSimplified", 11, "壹拾壹"),
        ("chineseCounting", 15, "十五"), ("none", 4, ""), ("somethingElse", 4, "4"),
    ],
)  # fmt: skip
def test_format_number__follows_the_format(kind, number, expected):
    assert format_number(number, kind) == expected
