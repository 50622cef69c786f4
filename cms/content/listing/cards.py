"""Rows of lists, read for all lists of a page in one statement.

Sliced unions of the ORM fail on SQLite, so the branches are compiled by the ORM and joined by SQL that stands in
this module only. Both databases run the same text.
"""

import datetime
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, CharField, IntegerField, Value, When
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from wagtail.models import Page

from cms.content.document_numbers import issuer_lines
from cms.content.media import PICTURE_FIELDS, picture_of
from cms.content.validity import Validity, validity_on
from cms.delivery.roots import root_map
from cms.organisation.kinds import ContentKind

UNPINNED = 1_000_000
MOST_KEPT = 1_000
DEFAULTS = {
    "card_rank": Value(UNPINNED, output_field=IntegerField()),
    "card_headline": Value("", output_field=CharField()),
    "card_note": Value("", output_field=CharField()),
}

_kept = {}


@dataclass(frozen=True)
class Branch:
    """One list to be read: up to `limit` rows of `querysets` merged by date, newest first, after `offset` others.

    `backwards` reads from the oldest end, which is the shorter way to the last pages; rows still come newest first.
    A queryset may annotate `card_rank` (lower stands higher, whatever the date; below UNPINNED the row is pinned),
    `card_headline` (in place of the title) and `card_note` (a word about the row, for whoever asked).

    Making SQL of a queryset takes longer than running it, so a list that is read again and again names everything
    that its querysets depend on in `memo` and gives a function that makes them: it is called once a process.
    """

    key: Hashable
    querysets: tuple | Callable
    limit: int
    offset: int = 0
    backwards: bool = False
    memo: Hashable = None


@dataclass
class Card:
    """One row of a list: what a template shows of a page, without loading the page."""

    id: int
    title: str
    url: str | None
    at: datetime.datetime
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
    note: str = ""

    is_external = False

    @property
    def date(self):
        """The shown date, in the site's time zone."""
        return timezone.localtime(self.at).date()

    @property
    def kind_label(self):
        """The kind of content in words."""
        return ContentKind(self.kind).label if self.kind else ""

    @property
    def validity_label(self):
        """The validity in words, empty for what has none."""
        return Validity(self.validity).label if self.validity else ""


def pages_of(ids):
    """A queryset of public pages by number, for hand-picked lists; their order is that of the numbers."""
    pages = apps.get_model("content", "ContentPage").objects.listed()
    if not ids:
        return pages.none()
    places = [When(pk=pk, then=Value(UNPINNED + place)) for place, pk in enumerate(ids, start=1)]
    return pages.filter(pk__in=ids).annotate(card_rank=Case(*places, output_field=IntegerField()))


def linked_pages(ids):
    """A queryset of live pages of any kind, by number, for links in running text: of their cards, only the address."""
    return Page.objects.filter(pk__in=ids, live=True).annotate(listed_at=Coalesce("first_published_at", Now()))


def fetch_cards(branches, site_id=None, today=None):
    """The cards of every branch, by its key, in one statement; addresses on `site_id` are relative.

    Branches that can match nothing are answered without asking the database.
    """
    branches = list(branches)
    result = {branch.key: [] for branch in branches}
    parts, params = [], []
    for number, branch in enumerate(branches):
        sql, values = _branch_sql(branch)
        if sql:
            parts.append(f"SELECT {number}, b{number}.* FROM ({sql}) AS b{number}")
            params.extend(values)
    if not parts:
        return result
    today = today or timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(_statement(parts), params)
        rows = cursor.fetchall()
    rows.sort(key=lambda row: (row[0], row[1], -_aware(row[2]).timestamp(), -row[5]))
    roots = root_map()
    for row in rows:
        result[branches[row[0]].key].append(_card(row[1:], roots, site_id, today))
    return result


def _aware(moment):
    """A moment as the database gave it (SQLite: text in UTC) with its time zone."""
    if isinstance(moment, str):
        moment = datetime.datetime.fromisoformat(moment)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _day(value):
    return datetime.date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _branch_sql(branch):
    """The SQL of one branch, kept for the next time where the branch has a memo."""
    if branch.memo is None:
        return _compiled(branch)
    key = (connection.vendor, branch.memo, branch.limit, branch.offset, branch.backwards)
    found = _kept.get(key)
    if found is None:
        found = _compiled(branch)
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = found
    return found


def _compiled(branch):
    """A branch's querysets merged and cut; ('', []) when they can match nothing."""
    parts, params = [], []
    querysets = branch.querysets() if callable(branch.querysets) else branch.querysets
    alone = len(querysets) == 1
    reach = branch.offset + branch.limit
    for queryset in querysets:
        try:
            sql, values = _in_order(queryset, branch)[branch.offset if alone else 0 : reach].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT * FROM ({sql}) AS s{len(parts)}")
        params.extend(values)
    if not parts:
        return "", []
    merged = " UNION ALL ".join(parts)
    if not alone:
        way = "ASC" if branch.backwards else "DESC"
        merged = (
            f"SELECT * FROM ({merged}) AS m ORDER BY 1, 2 {way}, 5 {way} "
            f"LIMIT {int(branch.limit)} OFFSET {int(branch.offset)}"
        )
    return merged, params


def _in_order(queryset, branch):
    """The queryset's rows in the order of the list, as columns (rank, date, headline, note, number).

    Without ranks the order is that of the indexes by date, so the database reads no more rows than are wanted.
    """
    ranked = "card_rank" in queryset.query.annotations
    missing = {name: value for name, value in DEFAULTS.items() if name not in queryset.query.annotations}
    order = ("listed_at", "pk") if branch.backwards else ("-listed_at", "-pk")
    return (
        queryset.annotate(**missing)
        .order_by(*(["card_rank"] if ranked else []), *order)
        .values_list("card_rank", "listed_at", "card_headline", "card_note", "pk")
    )


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
        WITH u (band, card_rank, at, headline, note, page_id) AS ({" UNION ALL ".join(parts)})
        SELECT u.band, u.card_rank, u.at, u.headline, u.note, p.id, p.title, p.url_path, c.kind, c.summary,
               c.is_reprint, c.source_name, c.issuer_name, c.department_id, d.short_name, d.slug,
               o.issuers, o.document_number, o.validity, o.effective_date, o.expiry_date,
               c.lead_image_alt, {", ".join(f"i.{name}" for name in PICTURE_FIELDS)}
        FROM u
        JOIN {table["page"]} p ON p.id = u.page_id AND p.live
        LEFT JOIN {table["content"]} c ON c.page_ptr_id = p.id
        LEFT JOIN {table["department"]} d ON d.id = c.department_id
        LEFT JOIN {table["document"]} o ON o.contentpage_ptr_id = p.id
        LEFT JOIN {table["picture"]} i ON i.id = c.lead_image_id
    """


def _card(row, roots, site_id, today):
    (
        rank, at, headline, note, pk, title, url_path, kind, summary, is_reprint, source_name, issuer_name,
        department_id, short_name, slug, issuers, number, validity, effective, expiry, image_alt, *image,
    ) = row  # fmt: skip
    return Card(
        id=pk,
        title=headline or title,
        url=roots.url_for(url_path, site_id),
        at=_aware(at),
        kind=kind or "",
        summary=summary or "",
        is_reprint=bool(is_reprint),
        source_name=source_name or "",
        issuer_name=next(iter(issuer_lines(issuers or "")), issuer_name or ""),
        department_id=department_id,
        department_name=short_name or "",
        department_url=roots.url_for(f"/{slug}/", site_id) if slug else None,
        number=number or "",
        validity=validity_on(today, validity, _day(effective), _day(expiry)) if validity else "",
        image=picture_of(image),
        image_alt=image_alt or "",
        pinned=rank < UNPINNED,
        note=note,
    )
