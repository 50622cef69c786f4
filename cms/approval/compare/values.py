"""One value as a cell: a text, a picture, a file."""

import datetime
import re
from html import unescape

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.rich_text.rewriters import extract_attrs

from cms.approval.compare.parts import CHANGED, NEW, OLD, FileCell, PictureCell, Row
from cms.approval.compare.texts import lines_of, text_rows

SMALL = "max-480x320"
LINE_END = re.compile(r"</(?:p|h\d|li|blockquote)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
MARKUP = re.compile(r"<[^>]*>")


def readable(value):
    """A plain value as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "Y-m-d H:i")
    if isinstance(value, datetime.date):
        return date_format(value, "Y-m-d")
    if isinstance(value, (list, tuple, set)):
        return _(", ").join(readable(one) for one in value)
    return str(value)


def words_of(source, names):
    """Running text as paragraphs without markup; where a link leads stands behind it."""
    linked = LINK.sub(lambda match: f"{match[2]}〔→ {names.target(extract_attrs(match[1]))}〕", source or "")
    return lines_of(unescape(MARKUP.sub("", LINE_END.sub("\\g<0>\n", linked))))


def changed_words(old, new, names, bounds):
    """Rows for two running texts; where only the form changed, that is said."""
    before, after = words_of(old, names), words_of(new, names)
    if before == after:
        return [Row(CHANGED, note=_("Only emphasis or line breaks changed, not the words."))] if before else []
    return text_rows(before, after, bounds)


def changed_values(old, new, bounds):
    """Rows for two plain values, or for two pictures or files."""
    if isinstance(old or new, (AbstractImage, AbstractDocument)):
        return [_exchanged(thing_cell(old, bounds), thing_cell(new, bounds))]
    return text_rows(lines_of(readable(old)), lines_of(readable(new)), bounds)


def thing_cell(thing, bounds):
    """A picture or a file as a cell; None for none."""
    if thing is None:
        return None
    if isinstance(thing, AbstractImage) and bounds.takes_picture():
        small = get_rendition_or_not_found(thing, SMALL)
        return PictureCell(thing.title, small.url, small.width, small.height)
    return FileCell(
        thing.title,
        getattr(thing, "url", "") or thing.file.url,
        thing.filename.rpartition(".")[2].upper(),
        getattr(thing, "file_size", None),
        getattr(thing, "sha256", "") or getattr(thing, "file_hash", ""),
    )


def _exchanged(old, new):
    return Row(CHANGED if old and new else OLD if old else NEW, old, new)
