"""Text as files hold it, made fit to be kept, indexed and quoted."""

import re

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
OPENING, CLOSING = "（〔〈《「『【“‘", "）〕〉》」』】”’、，"
ENDING = "。；：！？"
# A line that ends in a sentence's mark may end a paragraph too, and stays a line.
BROKEN_LINE = re.compile(rf"(?<=[{HAN}{OPENING}{CLOSING}])\n(?=[{HAN}{OPENING}{CLOSING}{ENDING}])")
# Control characters, marks of direction and of no width, halves of a character, and what is none.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\ufffe\uffff]"
    "|[\ud800-\udfff]"
)
# Many a PDF has the sign where a line may be broken for the dash between two years.
SOFT_HYPHEN = "\xad"


def tidy_line(line):
    """A line without what nobody sees, its runs of blanks as one."""
    return " ".join(UNSEEN.sub("", line.replace(SOFT_HYPHEN, "-")).split())


def tidy(lines):
    """The lines that say something, one below the other."""
    return "\n".join(filter(None, map(tidy_line, lines)))


def unbroken(text):
    """A page's text, its lines joined where one only ended because the paper did: between two Chinese characters."""
    return BROKEN_LINE.sub("", text)
