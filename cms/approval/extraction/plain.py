"""The text of plain files, of RTF, and what can be told from the old binary formats of Office."""

import re
from html import unescape

from cms.approval.extraction.limits import ENCRYPTED, OLD, Unreadable

ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WORDS = re.compile("[\r\n\t -~·—‘’“”…①-⑳★☆、-】〔〕㎡一-鿿！-～]{4,}")
HTML = re.compile(rb"<(!doctype\s+html|html|body|p|table)\b", re.IGNORECASE)
UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
ENDS = re.compile(r"</(p|h\d|li|tr|td|th|div)>|<br\s*/?>", re.IGNORECASE)
TAGS = re.compile(r"<[^>]{0,2000}>")
RTF_LETTER = re.compile(r"\\u(-?\d{1,6})\s?\??|((?:\\'[0-9a-f]{2})+)", re.IGNORECASE)
RTF_WORD = re.compile(r"\\(par|line|cell|row|tab)\b|\\[a-z]{1,32}-?\d{0,10}\s?|[{}]|\\\*", re.IGNORECASE)


def read_text(data, budget):
    """Take a plain text, or a web page without its markup, in UTF-8, UTF-16 or GBK."""
    text = decoded(data)
    if HTML.search(data[:4096]):
        text = unescape(TAGS.sub("", ENDS.sub("\n", UNSEEN.sub("", text))))
    budget.take("text", "", text.splitlines())


def decoded(data):
    """The letters of a text, by its mark or else by what fits."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def read_rtf(data, budget):
    """Take the words of an RTF."""
    text = RTF_LETTER.sub(_rtf_letter, data.decode("latin-1"))
    text = RTF_WORD.sub(lambda match: "\n" if match[1] in ("par", "line", "row") else " " if match[1] else "", text)
    budget.take("text", "", text.splitlines())


def _rtf_letter(match):
    if match[1]:
        return chr(int(match[1]) % 65536)
    return bytes.fromhex(match[2].replace("\\'", "")).decode("gb18030", "replace")


def read_compound(data, budget):
    """Take the runs of words in an old binary file, which keeps them as UTF-16 between its tables.

    Raises Unreadable: for a file that needs a password, else always after what could be told, because it is not all.
    """
    if ENCRYPTED_PACKAGE in data:
        raise Unreadable(ENCRYPTED)
    text = data.decode("utf-16-le", "replace")
    for run in WORDS.finditer(text):
        budget.take("rough", "", run[0].splitlines())
    raise Unreadable(OLD)
