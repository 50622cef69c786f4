"""What the blocks of a stream hold, told from their stored form: lines, tables, pictures, links, files."""

import re
from dataclasses import dataclass
from html import unescape

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.rich_text.rewriters import extract_attrs

from cms.approval.checks.hits import Where
from cms.content.blocks.choosers import AttachmentChooserBlock
from cms.content.blocks.image import ImageBlock
from cms.content.blocks.text import LINE_END, MARKUP

ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
UNREAD = (blocks.ChoiceBlock, blocks.MultipleChoiceBlock, blocks.PageChooserBlock, blocks.BooleanBlock)


@dataclass(frozen=True)
class Segment:
    """A line of the page: where it stands, in which role, and under which name (of the field or file)."""

    where: str
    text: str
    role: str = "text"
    detail: str = ""


@dataclass(frozen=True)
class Link:
    """An address in the text, or the page or file that it names by number, with the words that carry it."""

    address: str
    text: str
    kind: str = ""
    number: int | None = None


@dataclass(frozen=True)
class PictureUse:
    """A picture as it is used, with the text for who cannot see it."""

    number: int
    alt: str
    caption: str = ""


class Walker:
    """Collects what the streams of a page hold."""

    def __init__(self):
        self.segments, self.tables, self.pictures, self.links = [], [], [], []
        self.files, self.anchors = set(), set()

    def take(self, block, raw):
        """Note what the stored value of a block holds; what is unknown to this installation is passed over."""
        if raw is None or isinstance(block, UNREAD):
            return
        if isinstance(block, blocks.BaseStreamBlock):
            for item in raw:
                if item["type"] in block.child_blocks:
                    self._take_child(block.child_blocks[item["type"]], item)
        elif isinstance(block, blocks.ListBlock):
            for item in raw:
                self.take(block.child_block, item["value"] if isinstance(item, dict) and "value" in item else item)
        elif isinstance(block, blocks.BaseStructBlock):
            self._take_struct(block, raw)
        else:
            self._take_leaf(block, raw)

    def _take_child(self, block, item):
        if item["type"] == "heading" and item.get("id"):
            self.anchors.add(f"h-{item['id']}")
        self.take(block, item["value"])

    def _take_struct(self, block, raw):
        if isinstance(block, ImageBlock):
            self.pictures.append(PictureUse(raw.get("image"), raw.get("alt") or "", raw.get("caption") or ""))
        for name, child in block.child_blocks.items():
            self.take(child, raw.get(name))

    def _take_leaf(self, block, raw):
        if isinstance(block, blocks.RichTextBlock):
            self.take_html(str(raw))
        elif isinstance(block, TableBlock):
            self._take_table(raw)
        elif isinstance(block, AttachmentChooserBlock):
            self.files.add(raw)
        elif isinstance(block, blocks.URLBlock):
            self.links.append(Link(raw, raw))
        elif isinstance(raw, str):
            self.segments += [Segment(Where.TEXT, line) for line in raw.splitlines() if line.strip()]

    def take_html(self, html):
        """Paragraphs and links of running text."""
        for line in LINE_END.sub("\n", html).split("\n"):
            words = unescape(MARKUP.sub("", line)).strip()
            if words:
                self.segments.append(Segment(Where.TEXT, words))
        for match in ANCHOR.finditer(html):
            attributes = extract_attrs(match[1])
            kind, number = attributes.get("linktype", ""), attributes.get("id", "")
            text = unescape(MARKUP.sub("", match[2])).strip()
            if kind in ("page", "document") and str(number).isdecimal():
                self.links.append(Link("", text, kind, int(number)))
                if kind == "document":
                    self.files.add(int(number))
            elif attributes.get("href"):
                self.links.append(Link(unescape(attributes["href"]), text))

    def _take_table(self, raw):
        rows = [[str(cell if cell is not None else "") for cell in row] for row in raw.get("data") or []]
        self.tables.append((raw, rows))
        lines = [raw.get("table_caption") or "", *(cell for row in rows for cell in row)]
        self.segments += [Segment(Where.TABLE, line, "cell") for line in lines if line.strip()]
