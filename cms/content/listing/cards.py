"""Rows of lists, read for all lists of a page in one statement.

Sliced unions of the ORM fail on SQLite, so the branches are compiled by the ORM and joined by SQL that stands in
this module only. Both databases run the same text.
"""

import datetime
from collections.abc import Hashable
from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import CharField, F, IntegerField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from cms.content.validity import Validity, validity_on
from cms.delivery.roots import root_map
from cms.organisation.kinds import ContentKind

UNPINNED = 1_000_000


@dataclass(frozen=True)
class Branch:
    """One list to be read: up to `limit` rows of `querysets` merged by date, newest first, after `offset` others.

    `backwards` reads from the oldest end, which is the shorter way to the last pages; rows still come newest first.
    A queryset may annotate `card_rank` (lower stands higher, whatever the date) and `card_headline`.
    """

    key: Hashable
    querysets: tuple
    limit: int
    offset: int = 0
    backwards: bool = False


@dataclass
class Card:
    """One row of a list: what a template shows of a page, without loading the page."""

    id: int
    title: str
    url: str | None
    at: datetime.datetime | None
    kind: str
    summary: str
    is_reprint: bool
    source_name: str
    issuer_name: str
    department_id: int | None
    department_name: str
    department_url: str | None
    number: str
    validity: str
    image: object = None
    image_alt: str = ""
    pinned: bool = False
    extra: dict = field(default_factory=dict)

    is_external = False

    @property
    def date(self):
        """The shown date, in the site's time zone."""
        return timezone.localtime(self.at).date() if self.at else None

    @property
    def kind_label(self):
        """The kind of content in words."""
        return ContentKind(self.kind).label if self.kind else ""

    @property
    def validity_label(self):
        """The validity in words, empty for what has none."""
        return Validity(self.validity).label if self.validity else ""


def pages_of(ids, headline=None):
    """A queryset of public pages by number, for hand-picked lists; their order is that of the numbers."""
    model = apps.get_model("content", "ContentPage")
    order = models.Case(*(models.When(pk=pk, then=Value(i)) for i, pk in enumerate(ids)), default=Value(UNPINNED))
    return model.objects.listed().filter(pk__in=ids).annotate(card_rank=order)


def fetch_cards(branches, site_id=None, today=None):
    """The cards of every branch, by its key, in one statement; addresses on `site_id` are relative.

    Branches that can match nothing are answered without asking the database.
    """
    branches = list(branches)
    result = {branch.key: [] for branch in branches}
    parts, params = [], []
    for number, branch in enumerate(branches):
        sql, values = _compile(number, branch)
        if sql:
            parts.append(sql)
            params.extend(values)
    if not parts:
        return result
    today = today or timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(_statement(parts), params)
        rows = cursor.fetchall()
    rows.sort(key=lambda row: (row[0], row[1], -_sortable(row[7]), -row[3]))
    roots = root_map()
    for row in rows:
        result[branches[row[0]].key].append(_card(row, roots, site_id, today))
    return result


def _sortable(moment):
    return _aware(moment).timestamp() if moment else 0.0


def _aware(moment):
    if isinstance(moment, str):
        moment = datetime.datetime.fromisoformat(moment)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _day(value):
    return datetime.date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _compile(number, branch):
    """The SQL of one branch: its querysets merged, cut and numbered; ('', []) when it can match nothing."""
    sign = "" if branch.backwards else "-"
    reach = branch.offset + branch.limit
    parts, params = [], []
    for queryset in branch.querysets:
        known = queryset.query.annotations
        rank = F("card_rank") if "card_rank" in known else Value(UNPINNED)
        headline = F("card_headline") if "card_headline" in known else Value("")
        ordered = (
            queryset.annotate(
                out_rank=Cast(rank, IntegerField()), out_headline=Cast(headline, CharField()), out_at=F("listed_at")
            )
            .order_by("out_rank", f"{sign}listed_at", f"{sign}pk")
            .values_list("pk", "out_rank", "out_headline", "out_at")
            if "card_rank" in known
            else queryset.annotate(
                out_rank=Value(UNPINNED), out_headline=Cast(headline, CharField()), out_at=F("listed_at")
            )
            .order_by(f"{sign}listed_at", f"{sign}pk")
            .values_list("pk", "out_rank", "out_headline", "out_at")
        )
        try:
            sql, values = ordered[:reach].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT * FROM ({sql}) AS s{number}_{len(parts)}")
        params.extend(values)
    if not parts:
        return "", []
    merged = " UNION ALL ".join(parts)
    if len(parts) > 1 or branch.offset:
        way = "ASC" if branch.backwards else "DESC"
        merged = (
            f"SELECT * FROM ({merged}) AS m{number} ORDER BY 2, 4 {way}, 1 {way} "
            f"LIMIT {int(branch.limit)} OFFSET {int(branch.offset)}"
        )
    return f"SELECT {number}, b{number}.* FROM ({merged}) AS b{number}", params


def _statement(parts):
    """The whole statement: all branches, with what a card shows of each row."""
    table = {
        name: connection.ops.quote_name(apps.get_model(label)._meta.db_table)
        for name, label in {
            "page": "wagtailcore.Page",
            "content": "content.ContentPage",
            "document": "content.OfficialDocumentPage",
            "picture": "content.Picture",
            "department": "organisation.Department",
        }.items()
    }
    return f"""
        WITH u (band, page_id, card_rank, headline, at) AS ({" UNION ALL ".join(parts)})
        SELECT u.band, u.card_rank, u.headline, p.id, p.title, p.url_path, c.kind, u.at, c.summary, c.is_reprint,
               c.source_name, c.issuer_name, c.department_id, d.short_name, d.slug,
               o.document_number, o.validity, o.effective_date, o.expiry_date,
               c.lead_image_alt, i.id, i.file, i.width, i.height, i.title,
               i.focal_point_x, i.focal_point_y, i.focal_point_width, i.focal_point_height
        FROM u
        JOIN {table["page"]} p ON p.id = u.page_id AND p.live
        JOIN {table["content"]} c ON c.page_ptr_id = p.id
        LEFT JOIN {table["department"]} d ON d.id = c.department_id
        LEFT JOIN {table["document"]} o ON o.contentpage_ptr_id = p.id
        LEFT JOIN {table["picture"]} i ON i.id = c.lead_image_id
    """


def _card(row, roots, site_id, today):
    (
        _band, rank, headline, pk, title, url_path, kind, at, summary, is_reprint, source_name, issuer_name,
        department_id, short_name, slug, number, validity, effective, expiry, image_alt, *image,
    ) = row  # fmt: skip
    return Card(
        id=pk,
        title=headline or title,
        url=roots.url_for(url_path, site_id),
        at=_aware(at) if at else None,
        kind=kind,
        summary=summary,
        is_reprint=bool(is_reprint),
        source_name=source_name,
        issuer_name=issuer_name,
        department_id=department_id,
        department_name=short_name or "",
        department_url=roots.url_for(f"/{slug}/", site_id) if slug else None,
        number=number or "",
        validity=validity_on(today, validity, _day(effective), _day(expiry)) if validity else "",
        image=_picture(image),
        image_alt=image_alt,
        pinned=rank < UNPINNED,
    )


def _picture(columns):
    """The picture as an object that can give its renditions; None where the page has none."""
    pk, file, width, height, title, focal_x, focal_y, focal_width, focal_height = columns
    if pk is None:
        return None
    return apps.get_model("content", "Picture")(
        pk=pk,
        file=file,
        width=width,
        height=height,
        title=title,
        focal_point_x=focal_x,
        focal_point_y=focal_y,
        focal_point_width=focal_width,
        focal_point_height=focal_height,
    )
