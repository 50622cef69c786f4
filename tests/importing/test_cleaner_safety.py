"""Nothing executable survives, and no text keeps the import from going on."""

import time

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from cms.importing.cleaner import CleaningError, Limits, clean

ALLOWED = {"p", "br", "b", "i", "sup", "sub", "a", "ul", "ol", "li"}
ATTACKS = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>甲</p>",
    "<a href='javascript:alert(1)'>甲</a>",
    "<a href='JaVa\tScript&#58;alert(1)'>甲</a>",
    "<a href=' &#1;javascript:alert(1)'>甲</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>甲</a>",
    "<a href='vbscript:x'>甲</a>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script><a xlink:href='javascript:1'>甲</a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object><embed src='javascript:1'>",
    "<form action='javascript:alert(1)'><button formaction='javascript:1'>甲</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><base href='javascript:'>",
    "<style>@import 'javascript:alert(1)'</style><link rel=stylesheet href=//x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<a href='https://example.com/\"onmouseover=alert(1)'>甲</a>",
    "<textarea><script>alert(1)</script></textarea><xmp><script>alert(1)</script></xmp>",
    "<table><tr><td onclick=1><script>alert(1)</script>甲<td>乙</table>",
    "<ul onload=1><script>alert(1)</script><li onclick=1>甲<script>2</script></ul>",
    "<h2 onclick=1><script>alert(1)</script>甲</h2>",
]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def assert_harmless(html):
    for block in clean(html).blocks:
        if block["type"] != "text":
            continue
        for element in lxml_html.fragment_fromstring(block["value"]["text"], create_parent="div").iterdescendants():
            assert element.tag in ALLOWED
            assert set(element.attrib) <= {"href"}
            if "href" in element.attrib:
                assert element.get("href").startswith(("http://", "https://", "mailto:", "tel:"))


@pytest.mark.parametrize("html", ATTACKS)
def test_clean__leaves_nothing_executable(html):
    assert_harmless(html)
    assert_harmless(f"<div><b>{html}</b></div>")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *ATTACKS,
                "甲",
                "<b>",
                "</b>",
                "<p>",
                "</p>",
                "<table>",
                "<tr><td>",
                "</table>",
                "<ul><li>",
                "</ul>",
                "<!--",
                "-->",
            ]
        ),
        max_size=12,
    )
)
def test_clean__leaves_nothing_executable_when_pieces_are_mixed(pieces):
    assert_harmless("".join(pieces))


def test_clean__counts_what_it_left_out():
    cleaned = clean("<p>甲<script>1</script><a href='javascript:1'>乙</a><img src='data:image/png;base64,AA=='></p>")
    assert cleaned.text == "甲乙"
    assert cleaned.dropped == {"script": 1, "address": 2}
    assert cleaned.attachments == []


def test_clean__drops_control_and_invisible_characters():
    assert clean("<p>甲\x00\x08乙\u200b\u202e丙\xad</p>").text == "甲乙丙"


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li"])
def test_clean__refuses_with_a_sentence_when_nesting_is_too_deep(tag):
    with pytest.raises(CleaningError, match="levels deep"):
        clean(f"<{tag}>" * 3000 + "甲")


def test_clean__refuses_with_a_sentence_when_the_text_is_too_large():
    with pytest.raises(CleaningError, match="more than the 100 that one page can hold"):
        clean("<p>" + "甲" * 100 + "</p>", limits=Limits(characters=100))


def test_clean__refuses_with_a_sentence_when_it_takes_too_long():
    with pytest.raises(CleaningError, match="took longer"):
        clean("<p>甲</p>" * 2000, limits=Limits(seconds=-1))


def test_clean__refuses_with_a_sentence_when_a_table_is_too_large():
    rows = "<tr><td colspan=1000 rowspan=60000>甲</td></tr>" + "<tr><td>乙</td></tr>" * 1000
    with pytest.raises(CleaningError, match="table is too large"):
        clean(f"<table>{rows}</table>")


def test_clean__takes_a_document_of_165000_characters():
    html = "".join(f"<p>第{number}条　{'条文' * 40}</p>\n" for number in range(2000))
    assert len(html) > 165_000
    started = time.monotonic()
    cleaned = clean(html)
    assert cleaned.text.count("\n") == 1999
    assert time.monotonic() - started < 10
