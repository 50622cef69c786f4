"""The fields of a row, whatever file it came from: every known key is there, in one form."""

import re
from html import escape

from django.utils.translation import gettext as _

from cms.importing.readers.dates import parse_date

DATE_FIELDS = ("date", "written_date", "effective_date")
LIST_FIELDS = ("site_hint",)
KNOWN_FIELDS = (
    "id", "source", "source_url", "title", "issuer", "doc_number", *DATE_FIELDS, "category", "subcategory", "level",
    "region", "status", "body", "attachments", "index_number", "theme", "keywords", "version_group",
    "is_latest_version", *LIST_FIELDS,
)  # fmt: skip
# Under which names sources are used to keep a field, where no mapping says so.
USUAL_NAMES = {
    "id": ("id", "编号"),
    "source_url": ("source_url", "url", "链接", "网址", "原文地址"),
    "title": ("title", "标题", "名称"),
    "issuer": ("issuer", "发文机关", "发布机构", "制定机关"),
    "doc_number": ("doc_number", "文号", "发文字号"),
    "date": ("date", "发布日期", "发布时间"),
    "written_date": ("written_date", "成文日期"),
    "effective_date": ("effective_date", "生效日期", "施行日期"),
    "category": ("category", "分类", "主题分类"),
    "status": ("status", "有效性", "时效性"),
    "body": ("body", "content_html", "html", "正文", "内容"),
    "index_number": ("index_number", "索引号"),
    "keywords": ("keywords", "主题词", "关键词"),
}
REQUIRED_FIELDS = ("title", "body")
_TEXT_FIELDS = tuple(
    name for name in KNOWN_FIELDS
    if name not in (*DATE_FIELDS, *LIST_FIELDS, "attachments", "is_latest_version", "keywords")
)  # fmt: skip
_YES = {"true", "1", "yes", "y", "是"}
_NO = {"false", "0", "no", "n", "否"}
_LIST_SIGNS = re.compile(r"[,;，；、|\s]+")
_TAG = re.compile(r"<(?:/?[a-z][a-z0-9:]*[\s/>]|!--|!doctype)", re.I)


class FieldError(ValueError):
    """One field of one row is wrong."""

    def __init__(self, field, reason):
        super().__init__(reason)
        self.field = field
        self.reason = reason


def unknown_fields(mapping):
    """The sentence for a mapping whose keys are not all our fields; '' for a sound one."""
    unknown = sorted(set(mapping) - set(KNOWN_FIELDS))
    if not unknown:
        return ""
    return _("The mapping names unknown fields: %(names)s. The fields are: %(known)s.") % {
        "names": ", ".join(unknown),
        "known": ", ".join(KNOWN_FIELDS),
    }


def renamed(data, mapping=None):
    """A row with our names: by the mapping {field: key}, where "a.b" is b inside a, or by the usual names."""
    if mapping is not None:
        return {**data, **{field: _inside(data, key) for field, key in mapping.items()}}
    found = {
        field: next((data[name] for name in names if name in data), None)
        for field, names in USUAL_NAMES.items()
        if field not in data
    }
    return {**data, **found}


def _inside(data, key):
    if key in data:
        return data[key]
    outer, dot, inner = key.partition(".")
    return _inside(data[outer], inner) if dot and isinstance(data.get(outer), dict) else None


def normalise(data, with_files=False):
    """A row with every known key: texts stripped ('' for none), dates as YYYY-MM-DD, lists as lists.

    Keys that are not known stay as they came; files of attachments stay only `with_files`, so that a row of a file
    cannot name a file of this machine. Raises FieldError for the first field that cannot be understood.
    """
    row = dict(data)
    for name in _TEXT_FIELDS:
        row[name] = _text(name, row.get(name))
    for name in DATE_FIELDS:
        row[name] = _date(name, row.get(name))
    for name in LIST_FIELDS:
        row[name] = _list(name, row.get(name))
    row["keywords"] = _keywords(row.get("keywords"))
    row["attachments"] = _attachments(row.get("attachments"), with_files)
    row["is_latest_version"] = _truth("is_latest_version", row.get("is_latest_version"))
    for name in REQUIRED_FIELDS:
        if not row[name]:
            raise FieldError(name, _("It is empty. Fill it in at the source."))
    return row


def text_as_html(text):
    """Plain text becomes paragraphs, a line each; what is HTML already stays."""
    if _TAG.search(text):
        return text
    return "".join(f"<p>{escape(line.strip(), quote=False)}</p>\n" for line in text.splitlines() if line.strip())


def _text(name, value):
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise FieldError(name, _("It is not a text."))
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise FieldError(name, _("It holds a broken character. Save the source again as UTF-8.")) from None
    if "\0" in value:
        value = value.replace("\0", "")
    return value.strip()


def _date(name, value):
    text = _text(name, value)
    if not text:
        return ""
    found = parse_date(text)
    if found is None:
        raise FieldError(name, _("“%(value)s” is not a date. Write it as 2024-01-31.") % {"value": text[:40]})
    return found.isoformat()


def _list(name, value):
    if not value:
        return []
    if isinstance(value, str):
        value = _LIST_SIGNS.split(value)
    if not isinstance(value, list):
        raise FieldError(name, _("It is not a list."))
    return [text for text in (_text(name, item) for item in value) if text]


def _keywords(value):
    if isinstance(value, list):
        return " ".join(_list("keywords", value))
    return _text("keywords", value)


def _truth(name, value):
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise FieldError(name, _("“%(value)s” is neither yes nor no.") % {"value": word[:40]})


def _attachments(value, with_files):
    """Attachments as a list of {title, url}; from a text, one address a line, the title before it."""
    if not value:
        return []
    if isinstance(value, str):
        value = [_named_address(line) for line in value.splitlines() if line.strip()]
    if not isinstance(value, list):
        raise FieldError("attachments", _("It is not a list."))
    found = []
    for item in value:
        if isinstance(item, str):
            item = {"url": item}
        if not isinstance(item, dict):
            raise FieldError("attachments", _("An attachment needs a title and an address."))
        entry = {
            **{name: part for name, part in item.items() if with_files or name not in ("path", "content")},
            "title": _text("attachments", item.get("title")),
            "url": _text("attachments", item.get("url")),
        }
        if entry["url"] or entry.get("content") or entry.get("path"):
            found.append(entry)
    return found


def _named_address(line):
    title, _blank, url = line.strip().rpartition(" ")
    return {"title": title.strip(), "url": url}
