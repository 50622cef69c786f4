"""A row of a source as the draft of an official document, before it has a place."""

import datetime
import hashlib
import re
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urljoin

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.content.document_numbers import Genre, normalised, number_fits
from cms.content.validity import Validity
from cms.importing.cleaner import CleaningError, clean, comparable_hash

SLUG_LENGTH = 60
# Longer texts exceed what PostgreSQL's search takes, and no reader opens them as one page.
MOST_CHARACTERS = 250_000
LIMITS = {
    "title": 255,
    "issuer": 200,
    "doc_number": 100,
    "theme": 80,
    "keywords": 255,
    "publisher_site": 120,
    "id": 200,
}
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
# What sources say of the validity, in the order in which it is looked for.
VALIDITIES = (
    ("部分失效", Validity.PARTLY),
    ("部分废止", Validity.PARTLY),
    ("失效", Validity.EXPIRED),
    ("废止", Validity.REPEALED),
    ("已修改", Validity.AMENDED),
    ("已被修改", Validity.AMENDED),
)
BETWEEN_ISSUERS = re.compile(r"[、，,;；\n]+")
is_web_address = URLValidator(schemes=["http", "https"])


class RowRefused(Exception):
    """A row that cannot become a page; `field` says where, the text says why."""

    def __init__(self, field, reason):
        super().__init__(reason)
        self.field = field
        self.reason = reason


@dataclass
class Draft:
    """What a row gives to a page, with what tells duplicates: source number, document number with issuer, text.

    `notes` are sentences about what could not be taken over and does not keep the row back.
    """

    line: str
    source_id: str
    title: str
    slug: str
    issuers: list
    published: datetime.datetime
    blocks: list
    text_hash: str
    hints: list
    number: str = ""
    source_name: str = ""
    source_url: str = ""
    written_date: datetime.date | None = None
    effective_date: datetime.date | None = None
    validity: str = Validity.IN_FORCE
    genre: str = Genre.OTHER
    theme: str = ""
    keywords: str = ""
    version_group: str = ""
    references: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    place: object = None
    page: object = None

    @property
    def lead_issuer(self):
        """The first of the issuing organisations, '' where the source names none."""
        return self.issuers[0] if self.issuers else ""


def draft_from(row):
    """The draft of a row.

    Raises RowRefused, naming the field, for what cannot be published as it is.
    """
    data = row.data
    title = " ".join((data.get("title") or "").split())
    if not title:
        raise RowRefused("title", _("The title is empty."))
    _refuse_too_long({**data, "title": title})
    published = _day(data, "date")
    if published is None:
        raise RowRefused("date", _("The original date of publication is missing."))
    if published > timezone.localdate():
        raise RowRefused("date", _("The original date of publication lies in the future."))
    written = _day(data, "written_date")
    if written and written > published:
        raise RowRefused("written_date", _("A document cannot be written after it is published."))
    cleaned = _cleaned(data)
    source_id = str(data.get("id") or row.digest)
    issuers = issuers_of(data.get("issuer") or "")
    number = normalised(data.get("doc_number") or "")
    draft = Draft(
        line=str(row.line),
        source_id=source_id,
        title=title,
        slug=slug_for(source_id),
        issuers=issuers,
        published=datetime.datetime.combine(published, datetime.time(), timezone.get_default_timezone()),
        blocks=cleaned.blocks,
        text_hash=comparable_hash(cleaned.blocks),
        hints=list(data.get("site_hint") or ()),
        number=number,
        source_name=str(data.get("publisher_site") or "") or "、".join(issuers)[:120] or _("Source not named"),
        source_url=data.get("source_url") or "",
        written_date=written,
        effective_date=_day(data, "effective_date"),
        validity=validity_of(data.get("status") or ""),
        genre=genre_of(title, number),
        theme=data.get("theme") or "",
        keywords=data.get("keywords") or "",
        version_group=(data.get("version_group") or "")[:120],
        references=_references(data, cleaned),
    )
    if draft.source_url and not is_address(draft.source_url):
        draft.notes.append(_("The address of the source is none that a link could lead to."))
    return draft


def issuers_of(text):
    """The issuing organisations, the leading one first: names with a comma between them, or a blank in Chinese."""
    names = []
    for part in BETWEEN_ISSUERS.split(text):
        words = part.split()
        names.append(words[0] if words else "")
        for before, after in pairwise(words):
            if before[-1].isascii() or after[0].isascii():
                names[-1] += f" {after}"
            else:
                names.append(after)
    return [name for name in names if name]


def slug_for(source_id):
    """A short address that stays the same when the source is imported again, and differs where the number does."""
    slug = slugify(source_id)
    if slug and slug == source_id.lower() and len(slug) <= SLUG_LENGTH:
        return slug
    mark = hashlib.sha256(source_id.encode("utf-8", "replace")).hexdigest()[:10]
    return f"{slug[: SLUG_LENGTH - len(mark) - 1]}-{mark}".strip("-")


def genre_of(title, number):
    """The genre that a title's last words tell, unless the number has another genre's shape."""
    head = re.sub(r"[（(].*?[）)]$", "", title)
    named = next((genre for ending, genre in ENDINGS if head.endswith(ending)), Genre.OTHER)
    likely = [Genre.ORDER] if "令" in number else []
    candidates = [*likely, named, Genre.ORDER, Genre.ANNOUNCEMENT]
    return next((genre for genre in candidates if number_fits(number, genre)), named)


def validity_of(status):
    """The validity in the source's words."""
    return next((validity for words, validity in VALIDITIES if words in status), Validity.IN_FORCE)


def is_address(text):
    """Whether a page can link to the address."""
    if not text.startswith(("http://", "https://")) or len(text) > 500:
        return False
    try:
        is_web_address(text)
    except ValidationError:
        return False
    return True


def _refuse_too_long(data):
    for name, limit in LIMITS.items():
        if len(str(data.get(name) or "")) > limit:
            raise RowRefused(name, _("It is longer than %(limit)d characters.") % {"limit": limit})


def _cleaned(data):
    try:
        cleaned = clean(data.get("body") or "", data.get("source_url") or "")
    except CleaningError as error:
        raise RowRefused("body", str(error)) from error
    if not cleaned.blocks:
        raise RowRefused("body", _("The text is empty."))
    if len(cleaned.text) > MOST_CHARACTERS:
        raise RowRefused(
            "body",
            _("The text has %(length)d characters, more than the %(limit)d that one page can hold. Split it.")
            % {"length": len(cleaned.text), "limit": MOST_CHARACTERS},
        )
    return cleaned


def _day(data, name):
    text = data.get(name)
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(str(text)[:10])
    except ValueError as error:
        raise RowRefused(name, _("“%(value)s” is not a date.") % {"value": str(text)[:40]}) from error


def _references(data, cleaned):
    """Files that came along, and addresses of files and pictures that others keep; each once."""
    found, seen = [], set()
    for entry in [*(data.get("attachments") or ()), *cleaned.attachments]:
        address = entry.get("url") or ""
        names = {entry.get("path"), address, _whole_address(data.get("source_url"), address)} - {None, ""}
        if not names or not names & seen:
            seen |= names
            found.append(entry)
    return found


def _whole_address(base, address):
    try:
        return urljoin(base or "", address)
    except ValueError:
        return address
