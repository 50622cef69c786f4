"""Running text: nothing executable survives, links lead to where pages are, articles have anchors."""

import pytest
from bs4 import BeautifulSoup
from django.template import engines

from cms.content.models import ArticlePage
from cms.content.running_text import ARTICLE, TAGS, RunningText, links_in
from cms.content.toc import table_of_contents
from tests.content.files import make_attachment
from tests.factories import make_article

BODY = ArticlePage._meta.get_field("body").stream_block


def render(value):
    return engines["django"].from_string("{{ value }}").render({"value": value})


def body_of(*texts, headings=()):
    parts = [("heading", {"text": text, "level": "h2"}) for text in headings]
    return BODY.normalize([*parts, *(("text", {"text": RunningText(text)}) for text in texts)])


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="  java\tscript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<iframe src="//example.cn"></iframe>',
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>",
        '<a linktype="page" id="1" onmouseover="alert(1)">x</a>',
        '<embed embedtype="media" url="https://example.cn/x"/>',
        '<p style="background:url(javascript:alert(1))">x</p>',
        "<!--><script>alert(1)</script>-->",
    ],
)
def test_render__shows_nothing_executable_when_script_was_stored(db, attack):
    soup = BeautifulSoup(render(RunningText(f"<p>前文</p>{attack}<p>后文</p>")), "html.parser")
    assert soup.find(string="前文")
    assert soup.find(string="后文")
    assert {tag.name for tag in soup.find_all()} <= TAGS
    for tag in soup.find_all():
        assert set(tag.attrs) <= {"href", "rel"}
        assert tag.get("href", "/").startswith(("/", "https:"))


def test_render__keeps_what_editors_can_make(db):
    html = "<p>一<b>二</b><i>三</i><sup>2</sup><sub>n</sub></p><ol><li>四</li></ol><ul><li>五</li></ul>"
    assert render(RunningText(html)) == html


def test_render__marks_links_elsewhere_and_keeps_text_with_entities(db):
    text = (
        '<p><a href="https://www.gd.gov.cn/?a=1&amp;b=2">省政府</a> &lt;b&gt; <a href="mailto:a@gd.gov.cn">信箱</a></p>'
    )
    assert render(RunningText(text)) == text.replace('b=2"', 'b=2" rel="external"')


def test_render__passes_the_notice_when_a_link_leaves_the_governments_sites(db):
    html = render(RunningText('<p><a href="https://www.example.cn/a">示例</a></p>'))
    assert html == '<p><a href="/leave/?to=https%3A%2F%2Fwww.example.cn%2Fa" rel="external">示例</a></p>'


def test_render__leads_to_public_pages_and_files_only(news):
    page, draft = make_article(news), make_article(news, live=False)
    attachment = make_attachment("表格.pdf")
    html = render(
        RunningText(
            f'<p><a linktype="page" id="{page.pk}">甲</a><a linktype="page" id="{draft.pk}">乙</a>'
            f'<a linktype="document" id="{attachment.pk}">丙</a><a linktype="page" id="999999">丁</a></p>'
        )
    )
    assert f'<a href="{page.public_url}">甲</a>' in html
    assert "<a>乙</a>" in html
    assert f'<a href="{attachment.url}">丙</a>' in html
    assert "<a>丁</a>" in html


def test_links_in__names_pages_and_files_once():
    source = '<a linktype="page" id="3">a</a><a id="3" linktype="page">b</a><a href="https://x.cn">c</a>'
    assert links_in(source + '<a linktype="document" id="4">d</a>') == {("page", 3), ("document", 4)}


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<p>第一条　为了规范</p>", "第一条"),
        ('<p data-block-key="a1"> 第二十三条 甲</p>', "第二十三条"),
        ("<p><b>第3条</b> 甲</p>", "第3条"),
        ("<p>第十条之一　甲</p>", "第十条之一"),
        ("<p>依照第一条</p>", None),
        ("<pre>第一条</pre>", None),
    ],
)
def test_article__is_seen_where_a_paragraph_begins_with_it(html, name):
    found = ARTICLE.findall(html)
    assert found == ([name] if name else [])


def test_contents__list_headings_and_articles_with_anchors_that_exist():
    body = body_of(
        "<p>第一条　甲</p><p>第二条　乙</p>", "<p>第三条　丙</p><p>第一条　又</p>", headings=["第一章", "第二章"]
    )
    entries = table_of_contents(body)
    assert [entry.text for entry in entries] == ["第一章", "第二章", "第一条", "第二条", "第三条"]
    html = "".join(render(block.value["text"]) for block in body if block.block_type == "text")
    for entry in entries[2:]:
        assert html.count(f'id="{entry.anchor}"') == 1
    assert '<p id="art-第一条">第一条　甲' in html


def test_contents__are_left_out_when_the_text_is_short():
    assert table_of_contents(body_of("<p>第一条　甲</p>")) == []
