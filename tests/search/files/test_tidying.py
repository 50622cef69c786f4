"""Text as it is kept: without what nobody sees, lines of a page joined where the paper only ended."""

import pytest

from search.files.tidying import tidy, tidy_line, unbroken


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("梅花\0鹿\x07", "梅花鹿"),
        ("梅花\u200b鹿\ufeff", "梅花鹿"),
        ("梅花\ud800鹿\uffff", "梅花鹿"),
        ("  梅花鹿 \t\u3000 保护\xa0区 ", "梅花鹿 保护 区"),
        ("2014\xad2020年", "2014-2020年"),
    ],
)
def test_line__holds_only_what_is_seen(raw, kept):
    assert tidy_line(raw) == kept


def test_lines__that_say_nothing_are_left_out():
    assert tidy(["甲", " \u200b", "", "乙"]) == "甲\n乙"


@pytest.mark.parametrize(
    ("page", "joined"),
    [
        ("梅花\n鹿", "梅花鹿"),
        ("甲、\n乙", "甲、乙"),
        ("依照\n《办法》", "依照《办法》"),
        ("保护\n。", "保护。"),
        ("deer\npark", "deer\npark"),
        ("第\n12", "第\n12"),
        ("结束。\n第二条", "结束。\n第二条"),
    ],
)
def test_page__lines_are_joined_between_chinese_characters_only(page, joined):
    assert unbroken(page) == joined
