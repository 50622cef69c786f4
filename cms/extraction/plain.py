"""The text of plain files, of RTF, and what can be told from the old binary formats of Office."""

import email
import re
from html import unescape

from cms.extraction.limits import ENCRYPTED, OLD, Unreadable

ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WORDS = re.compile("[\r\n\t -~·—‘’“”…①-⑳★☆、-】〔〕㎡一-鿿！-～]{4,}")
MAIL = re.compile(rb"(?:[A-Z][A-Za-z-]{1,40}: [^\r\n]{0,998}\r?\n[ \t]?){2}")
# Two bytes a letter: the commoner Chinese ones, signs, and what stands between; four letters or more.
GBK = re.compile(rb"(?:[\xa1-\xa3\xb0-\xf7][\xa1-\xfe][0-9A-Za-z .:/-]{0,20}){4,}")
HTML = re.compile(rb"<(!doctype\s+html|html|body|p|table)\b", re.IGNORECASE)
UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
ENDS = re.compile(r"</(p|h\d|li|tr|td|th|div)>|<br\s*/?>", re.IGNORECASE)
TAGS = re.compile(r"<[^>]{0,2000}>")
RTF_LETTER = re.compile(r"\\u(-?\d{1,6})\s?\??|((?:\\'[0-9a-f]{2})+)", re.IGNORECASE)
RTF_WORD = re.compile(r"\\(par|line|cell|row|tab)\b|\\[a-z]{1,32}-?\d{0,10}\s?|[{}]|\\\*", re.IGNORECASE)


def read_text(data, budget, nested=None):
    """Take a plain text, a web page without its markup, or a mail and its files, in UTF-8, UTF-16 or GBK."""
    if nested and MAIL.match(data):
        for number, part in enumerate(email.message_from_bytes(data).walk()):
            content = part.get_payload(decode=True)
            if content:
                nested(str(part.get_filename() or number), content)
    text = decoded(data)
    if HTML.search(data[:4096]) or data[:8].lstrip().startswith((b"<?xml", b"\xef\xbb\xbf<?xml")):
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
    for text in (data.decode("utf-16-le", "replace"), data[1:].decode("utf-16-le", "replace")):
        for run in WORDS.finditer(text):
            budget.take("rough", "", run[0].splitlines())
    for run in GBK.finditer(data):
        budget.take("rough", "", run[0].decode("gb18030", "replace").splitlines())
    raise Unreadable(OLD)
