"""Tables of contents of long official texts: chapters and articles (第…条) with anchors."""

from dataclasses import dataclass

from cms.content.running_text import ARTICLE, article_anchor

MIN_ENTRIES = 5
LEVELS = {"h2": 1, "h3": 2, "h4": 3}
ARTICLE_LEVEL = 4


@dataclass(frozen=True)
class Entry:
    """One line of the table: its text, the anchor it leads to, its level (1 outermost)."""

    text: str
    anchor: str
    level: int


def table_of_contents(body):
    """Headings of a text in order, and each of its articles; empty for a short text.

    Tells each part of the text which articles to anchor: of several that bear one name, the first.
    """
    entries, seen = [], set()
    for block in body:
        if block.block_type == "heading":
            entries.append(Entry(block.value["text"], f"h-{block.id}", LEVELS[block.value["level"]]))
        elif block.block_type == "text":
            names = [name for name in dict.fromkeys(ARTICLE.findall(block.value["text"].source)) if name not in seen]
            seen.update(names)
            block.value["text"].anchors = frozenset(names)
            entries += [Entry(name, article_anchor(name), ARTICLE_LEVEL) for name in names]
    return entries if len(entries) >= MIN_ENTRIES else []
