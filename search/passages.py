"""A page cut into the passages by which it is found: its head, its articles (第…条), paragraphs, tables,
and what its attached files say.

A long text is found by the passage that answers, and the passage leads to its anchor on the page.
"""

import re
from dataclasses import dataclass
from html import unescape

from django.utils import translation
from django.utils.encoding import force_str
from django.utils.translation import gettext, gettext_noop
from wagtail.search.index import SearchField

from cms.content.running_text import article_anchor
from search.files.parts import PAGE, SHEET
from search.folding import fold

LONGEST = 800
OVERLAP = 40
MOST = 4_000
ARTICLE = re.compile(r"\s*(第[一二三四五六七八九十百千零〇\d]{1,9}条(?:之[一二三四五六七八九十]{1,3})?)")
LINE_END = re.compile(r"</(?:p|h\d|li|blockquote|tr)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
MARKUP = re.compile(r"<[^>]*>")
LONGEST_LABEL = 40
# What parts of attached files are called where readers count them.
PARTS = {PAGE: gettext_noop("page %(number)s"), SHEET: gettext_noop("sheet %(number)s")}
# These stand in the head, or are no words for readers.
NOT_TEXT = frozenset(["title", "body", "document_number", "index_number", "issuers", "keywords", "slug", "url_path"])


@dataclass(frozen=True)
class Cut:
    """A passage of a text: its words, the anchor it stands at ('' for none), and the article that it belongs to."""

    text: str
    anchor: str = ""
    label: str = ""

    @property
    def folded(self):
        """The passage as the index holds it."""
        return fold(self.text)


def passages_of(page, files=()):
    """All passages of a page of any type, its head first, what its files say last: at most 4,000 cuts."""
    cutter = _Cutter(page.has_toc)
    cutter.close(head_of(page))
    for words in _fields(page):
        cutter.paragraph(words)
    cutter.flush()
    body = getattr(page, "body", None)
    for block in body or ():
        cutter.block(block)
    with translation.override(page.language_code):
        for file in files:
            cutter.file(file)
    cutter.flush()
    return cutter.cuts[:MOST]


def head_of(page):
    """What names a page: title, numbers, keywords, who issued it; the department under all its names."""
    department = page.department
    names = [department.name, department.short_name, department.english_name] if department else []
    parts = [
        page.title,
        getattr(page, "document_number", ""),
        getattr(page, "index_number", "") or "",
        page.keywords,
        page.issuer_name,
        getattr(page, "issuers", ""),
        *names,
    ]
    return "\n".join(part for part in parts if part)


def _fields(page):
    """The words of a type's own fields: conditions of a service, duties of a leader, a summary."""
    for field in page.get_search_fields():
        if isinstance(field, SearchField) and field.field_name not in NOT_TEXT:
            value = field.get_value(page)
            words = "\n".join(map(force_str, value)) if isinstance(value, list) else force_str(value or "")
            if words.strip():
                yield words


class _Cutter:
    """Gathers paragraphs into passages; a heading or an article begins a new one."""

    def __init__(self, has_anchors):
        self.has_anchors = has_anchors
        self.cuts, self.waiting, self.size = [], [], 0
        self.anchor = self.label = ""
        self.named = set()

    def block(self, block):
        """Take in one block of a page's body."""
        if block.block_type == "heading":
            self.begin(f"h-{block.id}", "")
            self.paragraph(block.value["text"])
        elif block.block_type == "text":
            for line in LINE_END.sub("\n", block.value["text"].source).split("\n"):
                self.paragraph(unescape(MARKUP.sub("", line) if "<" in line else line), may_be_article=True)
        elif block.block_type == "table":
            for row in (block.value or {}).get("data") or ():
                self.paragraph("；".join(str(cell).strip() for cell in row if cell not in (None, "")))
        else:
            self.paragraph("\n".join(map(force_str, block.block.get_searchable_content(block.value))))

    def file(self, file):
        """Take in what an attached file says, part by part."""
        for kind, number, text in file.parts:
            where = PARTS.get(kind, "") and gettext(PARTS[kind]) % {"number": number}
            self.begin(file.anchor, f"{file.title[: LONGEST_LABEL - len(where) - 1]} {where}".strip())
            for line in text.split("\n"):
                self.paragraph(line)

    def paragraph(self, text, may_be_article=False):
        """Take in a paragraph; one that is too long for a passage is cut, each part overlapping the one before."""
        text = text.strip()
        article = ARTICLE.match(text) if may_be_article else None
        if article:
            name = article[1]
            self.begin(article_anchor(name) if self.has_anchors and name not in self.named else "", name)
            self.named.add(name)
        if self.size + len(text) > LONGEST:
            self.flush()
        while len(text) > LONGEST:
            self.close(text[:LONGEST])
            text = text[LONGEST - OVERLAP :]
        if text:
            self.waiting.append(text)
            self.size += len(text)

    def begin(self, anchor, label):
        """What follows stands at another anchor."""
        self.flush()
        self.anchor, self.label = anchor, label

    def flush(self):
        """What was gathered is a passage."""
        if self.waiting:
            self.close("\n".join(self.waiting))
        self.waiting, self.size = [], 0

    def close(self, text):
        self.cuts.append(Cut(text, self.anchor, self.label))
