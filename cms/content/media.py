"""The files, pictures and contact cards of a page: its attachments and what its blocks show, in one statement."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import CharField, F, IntegerField, Q, Value
from django.utils import timezone

LINE, FILE, PICTURE, CARD = "line", "file", "picture", "card"
FOCUS = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
PICTURE_FIELDS = ("id", "title", "description", "file", "file_hash", "width", "height", *FOCUS)
FILE_FIELDS = {
    "id": "id",
    "title": "title",
    "file": "file",
    "size": "file_size",
    "hash": "sha256",
    "type": "media_type",
    "name": "original_name",
}
# Where the texts of a card find room in the columns of the statement.
CARD_FIELDS = {
    "id": "id",
    "label": "name",
    "address": "address",
    "title": "phones",
    "description": "note",
    "type": "hours",
    "name": "email",
}
TEXTS = ("part", "label", "address", "title", "description", "file", "hash", "type", "name")
NUMBERS = ("place", "row", "id", "size", "width", "height", *FOCUS)


@dataclass(frozen=True)
class AttachmentLine:
    """One row of the table of attachments; of a file kept elsewhere only the address is known."""

    title: str
    url: str
    is_external: bool
    type: str = ""
    size: int | None = None
    sha256: str = ""


def read_media(page, needs):
    """The page's table of attachments, and by model and number what its blocks need: files, pictures, public cards."""
    lines, shelf = [], {}
    rows = [{name.removeprefix("as_"): value for name, value in row.items()} for row in _rows(page, needs)]
    for row in sorted(rows, key=lambda row: (row["place"] or 0, row["row"])):
        if row["part"] == PICTURE:
            picture = picture_of([row[name.removeprefix("file_")] for name in PICTURE_FIELDS])
            shelf[type(picture), picture.pk] = picture
        elif row["part"] == FILE:
            attachment = _attachment_of(row)
            shelf[type(attachment), attachment.pk] = attachment
        elif row["part"] == CARD:
            card = _card_of(row)
            shelf[type(card), card.pk] = card
        else:
            lines.append(line_of(row["label"], row["address"], _attachment_of(row) if row["id"] else None))
    return lines, shelf


def line_of(title, external_url, attachment):
    """A row of the table: a file kept here, or the address of one that is kept elsewhere."""
    if attachment is None:
        return AttachmentLine(title or external_url, external_url, True)
    return AttachmentLine(
        title or attachment.title,
        attachment.url,
        False,
        attachment.file_extension.upper(),
        attachment.file_size,
        attachment.sha256,
    )


def picture_of(values):
    """A picture out of the values of PICTURE_FIELDS, able to give its renditions; None where there is none."""
    return _row_of("Picture", PICTURE_FIELDS, values) if values[0] else None


def _attachment_of(row):
    return _row_of("Attachment", FILE_FIELDS.values(), [row[name] for name in FILE_FIELDS])


def _card_of(row):
    """A card that the public reads now; the statement asks for no others."""
    values = {source: row[name] for name, source in CARD_FIELDS.items()} | {"live": True, "expire_at": None}
    return _row_of("ContactCard", values.keys(), values.values())


def _row_of(model, names, values):
    """A stored row with some of its columns; made so, it asks the database for no defaults of the others."""
    model = apps.get_model("content", model)
    given = dict(zip(names, values, strict=True))
    columns = [field.attname for field in model._meta.concrete_fields if field.attname in given]
    return model.from_db(None, columns, [given[name] for name in columns])


def _rows(page, needs):
    lines = apps.get_model("content", "PageAttachment").objects.filter(page=page.pk)
    parts = [
        _part(lines, LINE, place="sort_order", row="pk", label="title", address="external_url", **_file("attachment__"))
    ]
    if needs.files:
        files = apps.get_model("content", "Attachment").objects.filter(pk__in=needs.files)
        parts.append(_part(files, FILE, **_file()))
    if needs.pictures:
        pictures = apps.get_model("content", "Picture").objects.filter(pk__in=needs.pictures)
        parts.append(_part(pictures, PICTURE, **{name.removeprefix("file_"): name for name in PICTURE_FIELDS}))
    if needs.cards:
        now = timezone.now()
        cards = apps.get_model("content", "ContactCard").objects.filter(pk__in=needs.cards, live=True)
        parts.append(_part(cards.filter(Q(expire_at=None) | Q(expire_at__gt=now)), CARD, **CARD_FIELDS))
    first, *others = parts
    return first.union(*others, all=True) if others else first


def _file(prefix=""):
    return {name: f"{prefix}{source}" for name, source in FILE_FIELDS.items()}


def _part(queryset, part, **columns):
    """The queryset's rows in the columns that all parts of the statement share; what a part lacks is empty."""
    texts = {name: F(columns[name]) if name in columns else Value("", CharField()) for name in TEXTS}
    numbers = {name: F(columns[name]) if name in columns else Value(0, IntegerField()) for name in NUMBERS}
    shared = {**texts, **numbers, "part": Value(part, CharField())}
    return queryset.order_by().values(**{f"as_{name}": value for name, value in shared.items()})
