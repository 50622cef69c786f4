"""What the cleaner keeps, drops and understands: tags, alignment, hidden parts, addresses, blanks."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

START, CENTER, END = "start", "center", "end"

# Dropped with all they hold: what runs, what loads something else, what nobody reads.
DROPPED = frozenset({
    "script", "style", "title", "meta", "link", "base", "template", "noscript", "noembed", "noframes",
    "iframe", "frame", "frameset", "object", "embed", "applet", "param", "audio", "video", "source", "track",
    "canvas", "svg", "input", "select", "option", "button", "textarea", "datalist", "map", "area", "xml",
    "bgsound", "progress", "meter", "dialog",
})  # fmt: skip
UNCOUNTED = frozenset(("title", "meta", "link", "base", "xml", "param", "source", "track"))
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
LISTS = frozenset(("ul", "ol", "menu", "dir"))
TABLES = frozenset(("table", "tbody", "thead", "tfoot", "tr"))
ONE_PARAGRAPH = frozenset(("p", "dt", "address", "summary", "figcaption", "legend"))
BLOCKS = ONE_PARAGRAPH | frozenset({
    "html", "head", "body", "div", "section", "article", "main", "header", "footer", "nav", "aside", "blockquote",
    "center", "dl", "dd", "form", "fieldset", "figure", "details", "pre", "xmp", "listing", "plaintext", "hr", "li",
    "td", "th", "caption", "hgroup", "search",
})  # fmt: skip
PREFORMATTED = frozenset(("pre", "xmp", "listing", "plaintext"))
MARKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "sup": "sup", "sub": "sub"}
LINK_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
FILE_SUFFIXES = frozenset({
    "pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et", "csv", "ppt", "pptx", "dps", "rtf", "txt", "odt",
    "ods", "zip", "rar", "7z", "tar", "gz", "tif", "tiff", "jpg", "jpeg", "png", "gif", "bmp", "webp", "mp3", "mp4",
    "avi", "wmv", "ceb", "xml", "json",
})  # fmt: skip
MAX_ADDRESS = 2000

_ALIGN_WORDS = {
    "center": CENTER, "middle": CENTER, "-webkit-center": CENTER, "-moz-center": CENTER,
    "right": END, "end": END, "-webkit-right": END, "-moz-right": END,
    "left": START, "start": START, "justify": START, "-webkit-left": START,
}  # fmt: skip
_ALIGN_CLASSES = {
    "center": CENTER, "text-center": CENTER, "align-center": CENTER, "aligncenter": CENTER, "ql-align-center": CENTER,
    "right": END, "text-right": END, "text-end": END, "align-right": END, "alignright": END, "ql-align-right": END,
}  # fmt: skip
_STYLE_ALIGN = re.compile(r"text-align\s*:\s*([a-z-]+)", re.I)
_STYLE_HIDDEN = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_STYLE_MARKS = (
    ("b", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)),
    ("i", re.compile(r"font-style\s*:\s*italic", re.I)),
    ("sup", re.compile(r"vertical-align\s*:\s*super", re.I)),
    ("sub", re.compile(r"vertical-align\s*:\s*sub\b", re.I)),
)
_STYLE_UNMARKS = (
    ("b", re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.I)),
    ("i", re.compile(r"font-style\s*:\s*normal", re.I)),
    ("sup", re.compile(r"vertical-align\s*:\s*baseline", re.I)),
    ("sub", re.compile(r"vertical-align\s*:\s*baseline", re.I)),
)
_MARK_ORDER = ("b", "i", "sup", "sub")
_CACHED_STYLE = 1000
_INVISIBLE = (
    "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff"
)
_UNTIDY = re.compile(f"[\t\n\r\f\x85\xa0\u2028\u2029{_INVISIBLE}]|  ")
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}\ud800-\udfff]+")
_BLANK_RUN = re.compile("[\t\n\r\f\x85\xa0\u2028\u2029 ]+")
_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def collapse(text):
    """Blanks as a browser shows them: runs become one, what has no width goes; full-width blanks inside stay.

    A run that breaks the line of the source stays a line break, for `join_lines` to decide on.
    """
    if _UNTIDY.search(text):
        return _BLANK_RUN.sub(_one_blank, _INVISIBLE_RUN.sub("", text))
    return text


def join_lines(text, before="", after=""):
    """Breaks in the lines of the source: nothing between two Chinese characters, else a blank."""
    parts = text.split("\n")
    out = parts[0]
    for number, part in enumerate(parts[1:], 2):
        left = out[-1:] or before
        right = part[:1] or (after if number == len(parts) else "")
        out += part if _is_wide(left) and _is_wide(right) else " " + part
    return out


def tidy(text):
    """One line of text without its indentation (blanks, no-break blanks and full-width blanks at both ends)."""
    text = collapse(text).strip()
    return join_lines(text) if "\n" in text else text


def _one_blank(match):
    return "\n" if "\n" in match[0] and "\xa0" not in match[0] else " "


def _is_wide(char):
    return char >= "\u2e80" or (char in "“”‘’—…·" and char != "")


class Style(NamedTuple):
    """What a style attribute says that the cleaner cares about."""

    align: str
    hidden: bool
    marks: frozenset
    unmarks: frozenset


def _read_style(value):
    match = _STYLE_ALIGN.search(value)
    return Style(
        _ALIGN_WORDS.get(match[1].lower(), "") if match else "",
        bool(_STYLE_HIDDEN.search(value)),
        frozenset(mark for mark, pattern in _STYLE_MARKS if pattern.search(value)),
        frozenset(mark for mark, pattern in _STYLE_UNMARKS if pattern.search(value)),
    )


_read_style_once = lru_cache(maxsize=2048)(_read_style)


def style_of(value):
    """Word processors repeat the same few styles in every paragraph: each is read once."""
    return _read_style_once(value) if len(value) < _CACHED_STYLE else _read_style(value)


def alignment(attributes, inherited):
    """Alignment by style, else class, else the `align` attribute, else that of the surroundings."""
    found, rank = inherited, 0
    for name, value in attributes:
        if name == "style":
            word = style_of(value).align
            if word:
                return word
        elif name == "class" and rank < 2:
            for token in value.lower().split():
                if token in _ALIGN_CLASSES:
                    found, rank = _ALIGN_CLASSES[token], 2
        elif name == "align" and rank < 1:
            word = _ALIGN_WORDS.get(value.strip().lower())
            if word:
                found, rank = word, 1
    return found


def hidden(attributes):
    """Whether a reader of the page never saw this element."""
    return any(name == "hidden" or (name == "style" and style_of(value).hidden) for name, value in attributes)


def marks_of(tag, attributes, marks):
    """The inline marks inside an element, in their fixed order: b, i, sup, sub."""
    new = {MARKS[tag]} if tag in MARKS else set()
    gone = frozenset()
    for name, value in attributes:
        if name == "style":
            style = style_of(value)
            new |= style.marks
            gone = style.unmarks
    if not new and not gone:
        return marks
    if new & {"sup", "sub"}:
        gone = gone | ({"sup", "sub"} - new)
    wanted = new.union(mark for mark in marks if mark not in gone)
    return tuple(mark for mark in _MARK_ORDER if mark in wanted)


def scheme_of(address):
    """The scheme of an address in small letters, '' for a relative one."""
    match = _SCHEME.match(address)
    return match[0][:-1].lower() if match else ""


def settle_address(raw, base_url=""):
    """The address as a link may carry it, '' where it may not, and whether it is worth listing."""
    address = _IN_ADDRESS.sub("", raw)
    if not address or address.startswith("#") or len(address) > MAX_ADDRESS:
        return "", False
    try:
        if not scheme_of(address) and base_url:
            address = urljoin(base_url, address)
        parts = urlsplit(address)
    except ValueError:
        return "", False
    scheme = scheme_of(address)
    if scheme in ("http", "https"):
        return (address, True) if parts.netloc else ("", False)
    if scheme:
        return (address, False) if scheme in LINK_SCHEMES else ("", False)
    return "", True


def names_a_file(address):
    """Whether an address ends like a document's or a picture's."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return False
    stem, dot, suffix = path.rpartition(".")
    return bool(dot and stem) and suffix.lower() in FILE_SUFFIXES
