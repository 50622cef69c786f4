"""One saved web page: its text, what its head says about it, and the files that lie beside it."""

import base64
import binascii
import codecs
import re
from html import escape

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _
from lxml import etree

from cms.importing.cleaner.parsing import parse, take_out
from cms.importing.cleaner.rules import names_a_file, scheme_of
from cms.importing.readers.attachments import is_page, local_file
from cms.importing.readers.dates import parse_date, signature_date
from cms.importing.readers.fields import FieldError

MAX_DEPTH = 200
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,30})", re.I)
_BLANKS = re.compile(r"\s+")
_DATA_IMAGE = re.compile(r"\s*data:image/(png|jpe?g|gif|bmp|webp);base64,", re.I)
_CHINESE_CHARSETS = {"gb2312", "gbk", "gb18030", "gb-2312", "x-gbk", "cp936"}
# Where the usual publishing systems of governments put an article's text.
_MAIN_IDS = ("UCAP-CONTENT", "zoom", "Zoom", "vsb_content", "js_content", "TRS_AUTOADD", "ivs_content")
_MAIN_CLASSES = ("TRS_Editor", "TRS_UEDITOR", "article-content", "article_content", "pages_content", "v_news_content")
_AROUND_TEXT = ("nav", "header", "footer", "aside", "head")


def read_html(root, path, content):
    """The fields of one page. Raises FieldError where it is none."""
    document = parse(_decode(content))
    if document is None:
        raise FieldError("body", _("The page holds no text."))
    _check_depth(document)
    for element in list(document.iter("script", "style", "noscript", "template")):
        take_out(element)
    meta = _meta(document)
    main = _main(document)
    if not main.xpath("string()").strip():
        raise FieldError("body", _("The page holds no text."))
    attachments = _attachments(main, root, path)
    title = _title(document, main, meta) or path.stem
    _leave_title_out(main, title)
    written = signature_date(element.xpath("string()") for element in main.iter("p", "div", "td", "span"))
    written = written.isoformat() if written else ""
    published = _published(meta, written)
    name = path.relative_to(root).as_posix()
    return {
        "id": name,
        "title": title,
        "source": meta.get("contentsource", ""),
        "publisher_site": meta.get("contentsource", ""),
        "source_url": _own_address(document, meta),
        "date": published,
        "written_date": written if written <= published else "",
        "category": meta.get("columnname", ""),
        "keywords": meta.get("keywords", ""),
        "body": _inner_html(main),
        "attachments": attachments,
    }


def _check_depth(document):
    depth = 0
    for event, _element in etree.iterwalk(document, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise FieldError("body", _("The page is nested too deeply. Save it again as simple HTML."))


def _decode(content):
    """Text by byte order mark, declared charset, UTF-8 or GBK, each strictly; a guess comes last."""
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(bom):
            candidates = [encoding]
            break
    else:
        if b"\0" in content[:4096]:
            raise FieldError("", _("The file is not an HTML page, whatever its name says."))
        candidates = ["utf-8", *_declared(content), "gb18030"]
    for candidate in candidates:
        try:
            return content.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    guess = from_bytes(content[:65536]).best()
    try:
        return content.decode(guess.encoding if guess else "ascii")
    except UnicodeDecodeError:
        raise FieldError("body", _("The page's encoding cannot be told. Save it in UTF-8.")) from None


def _declared(content):
    match = _META_CHARSET.search(content[:4096])
    if not match:
        return []
    name = match[1].decode("ascii").lower()
    if name in _CHINESE_CHARSETS:
        return ["gb18030"]
    return [name]


def _meta(document):
    found = {}
    for element in document.iter("meta"):
        name, value = element.get("name"), element.get("content")
        if name and value and value.strip():
            found.setdefault(name.strip().lower(), _BLANKS.sub(" ", value).strip())
    return found


def _main(document):
    """The element that holds the text itself: by the usual marks, else the body without what stands around it."""
    marked = [f"//*[@id='{name}']" for name in _MAIN_IDS]
    marked += [f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]" for name in _MAIN_CLASSES]
    for query in (*marked, "//article", "//main"):
        found = [element for element in document.xpath(query) if element.xpath("string()").strip()]
        if len(found) == 1:
            return found[0]
    body = document.find("body")
    if body is None:
        body = document
    for element in list(body.iter(*_AROUND_TEXT)):
        take_out(element)
    return body


def _title(document, main, meta):
    """The article's own title before that of the window, which often carries the site's name."""
    if meta.get("articletitle"):
        return meta["articletitle"]
    for element in (main.find(".//h1"), document.find(".//h1"), document.find(".//title")):
        text = "" if element is None else _BLANKS.sub(" ", element.xpath("string()")).strip()
        if text:
            return text
    return ""


def _leave_title_out(main, title):
    """The page shows its title itself: a first heading that says the same is not a part of the text."""
    heading = main.find(".//h1")
    if heading is not None and _BLANKS.sub(" ", heading.xpath("string()")).strip() == title:
        take_out(heading)


def _inner_html(main):
    children = (etree.tostring(child, encoding="unicode", method="html") for child in main)
    return "".join([escape(main.text or "", quote=False), *children])


def _published(meta, written):
    """The date of publication that the page states, else the date under the document's signature."""
    raw = meta.get("pubdate", "")
    found = parse_date(raw)
    return found.isoformat() if found else raw or written


def _own_address(document, meta):
    candidates = [meta.get("url", "")]
    candidates += [element.get("href", "") for element in document.iter("link") if element.get("rel") == "canonical"]
    return next((value for value in candidates if value.startswith(("http://", "https://"))), "")


def _attachments(main, root, path):
    """Files in the folder come along; addresses of others are only listed. Embedded pictures become files."""
    found, seen, pictures = [], set(), 0
    for element in main.iter("a", "img", "embed", "object", "iframe"):
        image = element.tag == "img"
        name = "href" if element.tag == "a" else "data" if element.tag == "object" else "src"
        address = (element.get(name) or "").strip()
        if not address or address.startswith("#"):
            continue
        if _DATA_IMAGE.match(address):
            element.attrib.pop(name)
            content, suffix = _picture(address)
            if content:
                pictures += 1
                title = f"{path.stem}-{pictures}.{suffix}"
                found.append({"title": title, "url": "", "content": content, "kind": "image"})
            continue
        entry = _entry(element, address, image, root, path)
        if entry and entry["url"] not in seen:
            seen.add(entry["url"])
            found.append(entry)
    return found


def _entry(element, address, image, root, path):
    words = element.get("alt") if image else element.get("title") or element.xpath("string()")
    local = local_file(root, path.parent, address)
    title = _BLANKS.sub(" ", words or "").strip()
    kind = "image" if image else "file"
    if local is not None:
        if is_page(local):
            return None
        return {"title": title or local.name, "url": address, "path": str(local), "kind": kind}
    if scheme_of(address) in ("", "http", "https") and (image or names_a_file(address)):
        return {"title": title or address.split("?")[0].rpartition("/")[2], "url": address, "kind": kind}
    return None


def _picture(address):
    match = _DATA_IMAGE.match(address)
    try:
        content = base64.b64decode(address[match.end() :], validate=False)
    except (binascii.Error, ValueError):
        return b"", ""
    return content, match[1].lower().replace("jpeg", "jpg")
