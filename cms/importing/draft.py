"""A row of a source as the draft of an official document, before it has a place."""

import datetime
import re
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.content.document_numbers import Genre, normalised
from cms.content.validity import Validity
from cms.importing.cleaner import CleaningError, clean, comparable_hash

TITLE_LENGTH = 255
ENDINGS = (
    ("决定", Genre.DECISION),
    ("意见", Genre.OPINION),
    ("通知", Genre.NOTICE),
    ("公告", Genre.ANNOUNCEMENT),
    ("通告", Genre.PROCLAMATION),
    ("批复", Genre.REPLY),
    ("复函", Genre.LETTER),
    ("的函", Genre.LETTER),
    ("报告", Genre.REPORT),
    ("通报", Genre.CIRCULAR),
    ("纪要", Genre.MINUTES),
)
NO_LONGER = re.compile("废止|失效")


class RowRefused(Exception):
    """A row that cannot become a page; `field` says where, the text says why."""

    def __init__(self, field, reason):
        super().__init__(reason)
        self.field = field
        self.reason = reason


@dataclass
class Draft:
    """What a row gives to a page, with what tells duplicates: source number, document number with issuer, text."""

    line: str
    source_id: str
    title: str
    slug: str
    issuer: str
    published: datetime.datetime
    blocks: list
    text_hash: str
    hints: list
    number: str = ""
    source_name: str = ""
    source_url: str = ""
    written_date: datetime.date | None = None
    effective_date: datetime.date | None = None
    repealed: bool = False
    genre: str = Genre.OTHER
    theme: str = ""
    keywords: str = ""
    summary: str = ""
    version_group: str = ""
    is_latest_version: bool | None = None
    attachments: list = field(default_factory=list)
    place: object = None
    page: object = None

    @property
    def validity(self):
        """What the source says of the validity."""
        return Validity.EXPIRED if self.repealed else Validity.IN_FORCE


def draft_from(row):
    """The draft of a row.

    Raises RowRefused, naming the field, for what cannot be published as it is.
    """
    data = row.data
    title = " ".join((data.get("title") or "").split())
    if not title:
        raise RowRefused("title", _("The title is empty."))
    if len(title) > TITLE_LENGTH:
        raise RowRefused("title", _("The title is longer than %(limit)d characters.") % {"limit": TITLE_LENGTH})
    published = _day(data.get("date"), "date")
    if published is None:
        raise RowRefused("date", _("The original date of publication is missing."))
    if published > timezone.localdate():
        raise RowRefused("date", _("The original date of publication lies in the future."))
    written = _day(data.get("written_date"), "written_date")
    if written and written > published:
        raise RowRefused("written_date", _("A document cannot be written after it is published."))
    try:
        cleaned = clean(data.get("body") or "", data.get("source_url") or "")
    except CleaningError as error:
        raise RowRefused("body", str(error)) from error
    if not cleaned.blocks:
        raise RowRefused("body", _("The text is empty."))
    source_id = str(data.get("id") or row.digest)[:200]
    issuer = (data.get("issuer") or "").strip()[:200]
    return Draft(
        line=str(row.line),
        source_id=source_id,
        title=title,
        slug=slug_for(source_id),
        issuer=issuer,
        published=datetime.datetime.combine(published, datetime.time(), timezone.get_default_timezone()),
        blocks=cleaned.blocks,
        text_hash=comparable_hash(cleaned.blocks),
        hints=list(data.get("site_hint") or ()),
        number=normalised(data.get("doc_number") or "")[:100],
        source_name=(data.get("publisher_site") or issuer or _("Source not named"))[:120],
        source_url=(data.get("source_url") or "")[:500],
        written_date=written,
        effective_date=_day(data.get("effective_date"), "effective_date"),
        repealed=bool(NO_LONGER.search(data.get("status") or "")),
        genre=genre_of(title, data.get("doc_number") or ""),
        theme=(data.get("theme") or "")[:80],
        keywords=(data.get("keywords") or "")[:255],
        version_group=data.get("version_group") or "",
        is_latest_version=data.get("is_latest_version"),
        attachments=_attachments(data, cleaned),
    )


def slug_for(source_id):
    """A short address that stays the same when the source is imported again."""
    return slugify(source_id)[:60].strip("-") or "item"


def genre_of(title, number):
    """The genre that a title's last words, or the number, tell."""
    if "令" in number and "第" in number:
        return Genre.ORDER
    head = re.sub(r"[（(].*?[）)]$", "", title)
    return next((genre for ending, genre in ENDINGS if head.endswith(ending)), Genre.OTHER)


def _day(text, name):
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(str(text)[:10])
    except ValueError as error:
        raise RowRefused(name, _("“%(value)s” is not a date.") % {"value": str(text)[:40]}) from error


def _attachments(data, cleaned):
    """Files that came along, and addresses of files that others keep; each address once."""
    found, seen = [], set()
    for entry in [*(data.get("attachments") or ()), *(a for a in cleaned.attachments if a.get("kind") == "file")]:
        address = entry.get("path") or entry.get("url") or entry.get("title")
        if address and address not in seen:
            seen.add(address)
            found.append(entry)
    return found
