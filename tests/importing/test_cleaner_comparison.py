"""The cleaned text says word for word what the source said."""

import gzip
import json
import re

import pytest
from lxml import html as lxml_html

from cms.importing.cleaner import clean, comparable_hash, comparable_text, plain_text

BLANKS = re.compile("[\\s\u200b-\u200f\ufeff\xad]+")
SAMPLE_EVERY = 29


def independent_text(html):
    """The text of the source by lxml alone, without any blanks."""
    return BLANKS.sub("", lxml_html.fromstring(f"<div>{html}</div>").text_content())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>第一章　总　则</p>", "<h2>第一章 总则</h2>"),
        ("<p>甲</p>\n<p>　　乙</p>", "<div>甲<br>&nbsp;&nbsp;乙</div>"),
        ("<p>甲\u200b乙</p>", "<p>甲乙</p><script>丙</script>"),
        ("<p>open   data</p>", "<p>open</p><p>data</p>"),
        ("<table><tr><td>1<td>2</table>", "<p>1 2</p>"),
    ],
)
def test_comparable_text__is_equal_when_a_reader_reads_the_same(one, other):
    assert comparable_text(one) == comparable_text(other)
    assert comparable_hash(one) == comparable_hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>甲乙</p>", "<p>甲</p>"),
        ("<p>12</p>", "<p>1 2</p>"),
        ("<p>open data</p>", "<p>opendata</p>"),
        ("<p>。</p>", "<p>．</p>"),
    ],
)
def test_comparable_text__differs_when_a_reader_reads_something_else(one, other):
    assert comparable_text(one) != comparable_text(other)


def test_comparable_text__reads_blocks_like_their_source():
    html = "<h2>标题 A</h2><p>甲<b>乙</b> &lt;i&gt;<br>丙</p><ul><li>丁<ul><li>戊</ul></ul>"
    html += "<table><caption>己</caption><tr><td>1<td>2<tr><td>3</table>"
    assert comparable_text(html) == comparable_text(clean(html).blocks) == "标题A甲乙<i>丙丁戊己1 2 3"


def test_clean__keeps_every_word_of_real_documents(real_documents):
    compared = 0
    with gzip.open(real_documents, "rt", encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            if number % SAMPLE_EVERY:
                continue
            body = json.loads(line)["body"]
            cleaned = clean(body)
            assert BLANKS.sub("", plain_text(cleaned.blocks)) == independent_text(body)
            assert comparable_text(cleaned.blocks) == comparable_text(body)
            assert plain_text(cleaned.blocks) == cleaned.text
            compared += 1
    assert compared


def test_clean__keeps_every_word_of_real_word_processor_pages(real_documents):
    path = real_documents.parent / "govcn_raw_html.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"{path.name} does not lie beside the real documents")
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            html = json.loads(line)["content_html"]
            assert BLANKS.sub("", clean(html).text) == independent_text(html)
