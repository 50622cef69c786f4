"""Tables of contents of long official texts: chapters and articles (第…条) with anchors."""

import re
from dataclasses import dataclass

from django.utils.html import strip_tags

ARTICLE = re.compile(r"<p[^>]*>\s*(第[一二三四五六七八九十百千零〇\d]{1,9}条)")
MIN_ENTRIES = 5
LEVELS = {"h2": 1, "h3": 2, "h4": 3}


@dataclass(frozen=True)
class Entry:
    """One line of the table: its text, the anchor it leads to, its level (1 outermost)."""

    text: str
    anchor: str
    level: int


def table_of_contents(body):
    """Headings of a text in order, and, where it has articles, each article; empty for a short text."""
    entries = []
    for block in body:
        if block.block_type == "heading":
            level = LEVELS[block.value["level"]]
            entries.append(Entry(block.value["text"], f"h-{block.id}", level))
        elif block.block_type == "text":
            for match in ARTICLE.finditer(block.value["text"].source):
                entries.append(Entry(strip_tags(match[1]), article_anchor(match[1]), 4))
    return entries if len(entries) >= MIN_ENTRIES else []


def article_anchor(name):
    """The anchor of an article, by its name: 第十二条."""
    return f"art-{name}"


def with_article_anchors(html):
    """The text with an anchor on each paragraph that begins an article; the first of a name gets it."""
    seen = set()

    def anchored(match):
        name = match[1]
        if name in seen:
            return match[0]
        seen.add(name)
        return match[0].replace("<p", f'<p id="{article_anchor(name)}"', 1)

    return ARTICLE.sub(anchored, html)
