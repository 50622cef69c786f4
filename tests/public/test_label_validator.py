"""The validator of page labels finds what is wrong with them."""

import pytest
from bs4 import BeautifulSoup

from tests.public.addresses import COLUMN, CONTENT, SITE
from tests.public.label_validator import label_errors

LABELS = {
    "SiteName": "示例网站",
    "SiteDomain": "www.example.cn",
    "SiteIDCode": "4400990000",
    "ColumnName": "工作动态",
    "ColumnDescription": "工作动态",
    "ColumnKeywords": "工作动态",
    "ColumnType": "政务公开",
    "ArticleTitle": "标题",
    "PubDate": "2026-11-17 09:30",
    "ContentSource": "示例单位",
    "Keywords": "示例",
}
TIME = '<time datetime="2026-11-17T09:30+0800">2026-11-17 09:30</time>'


def errors(kind=CONTENT, title="标题", time=TIME, extra="", **changes):
    labels = {name: content for name, content in {**LABELS, **changes}.items() if content is not None}
    head = "".join(f'<meta name="{name}" content="{content}">' for name, content in labels.items())
    return list(label_errors(BeautifulSoup(f"{head}{extra}<h1>{title}</h1>{time}", "html.parser"), kind))


def test_labels__are_right_when_all_are_there():
    assert errors() == []


@pytest.mark.parametrize("name", LABELS)
def test_labels__are_wrong_when_one_is_missing_or_empty(name):
    assert errors(**{name: None})
    assert errors(**{name: " "})


def test_labels__are_wrong_when_one_stands_twice():
    assert errors(extra='<meta name="SiteName" content="另一个">') == ["SiteName stands 2 times"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("SiteDomain", "http://www.example.cn"),
        ("SiteDomain", "www.example.cn/"),
        ("SiteIDCode", "440099"),
        ("ArticleTitle", "标题 - 示例网站"),
        ("PubDate", "2026-11-17"),
        ("PubDate", "2026/11/17 09:30"),
        ("PubDate", "2026-11-17 10:30"),
    ],
)
def test_labels__are_wrong_when_their_form_is(name, content):
    assert len(errors(**{name: content})) == 1


def test_labels__are_wrong_when_the_time_shown_is_of_another_zone():
    assert errors(time='<time datetime="2026-11-17T09:30+0000">2026-11-17 09:30</time>')


@pytest.mark.parametrize(("kind", "number"), [(SITE, 8), (COLUMN, 4)])
def test_labels__are_wrong_when_the_page_does_not_owe_them(kind, number):
    assert len(errors(kind)) == number
