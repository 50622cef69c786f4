"""What stands around a text: its attachments, its relations on both sides, its neighbours in the column."""

from django.apps import apps
from django.db.models import Q
from wagtail.models import Site

from cms.content.listing.cards import Branch, fetch_cards, pages_of

MAX_RELATIONS = 40


def surroundings(page, request):
    """Template context of a content page, in three statements however much there is."""
    site = Site.find_for_request(request)
    outgoing, incoming = _relation_ids(page, draft=getattr(request, "is_preview", False))
    branches = [
        Branch(("out", kind), (pages_of(ids),), MAX_RELATIONS) for kind, ids in outgoing.items()
    ] + [Branch(("in", kind), (pages_of(ids),), MAX_RELATIONS) for kind, ids in incoming.items()]
    branches += _neighbours(page)
    cards = fetch_cards(branches, site.pk if site else None)
    return {
        "attachments": attachments(page),
        "relations": _groups(cards),
        "previous": next(iter(cards.get("previous", ())), None),
        "next": next(iter(cards.get("next", ())), None),
    }


def attachments(page):
    """The page's files with name, type, size in bytes and hash, in one statement."""
    rows = page.attachments.all()
    if hasattr(rows, "select_related"):
        rows = rows.select_related("attachment")
    return [
        {
            "title": row.title or (row.attachment.title if row.attachment else row.external_url),
            "url": row.attachment.url if row.attachment else row.external_url,
            "is_external": row.attachment is None,
            "type": row.attachment.file_extension.upper() if row.attachment else "",
            "size": row.attachment.file_size if row.attachment else None,
            "sha256": row.attachment.sha256 if row.attachment else "",
        }
        for row in rows
    ]


def _relation_ids(page, draft):
    """Numbers of related pages by type, outgoing and incoming; of a draft, what it says, not what is stored."""
    relation_model = apps.get_model("content", "PageRelation")
    outgoing, incoming = {}, {}
    rows = relation_model.objects.filter(Q(target=page.pk) if draft else Q(page=page.pk) | Q(target=page.pk))
    found = list(rows.order_by("sort_order", "pk").values_list("type", "page_id", "target_id"))
    if draft:
        found += [(relation.type, page.pk, relation.target_id) for relation in page.relations.all()]
    for kind, source, target in found:
        if source == page.pk:
            outgoing.setdefault(kind, []).append(target)
        else:
            incoming.setdefault(kind, []).append(source)
    return outgoing, incoming


def _groups(cards):
    """Relations under their headings: outgoing ones as entered, incoming ones the other way round."""
    parts = apps.get_model("content", "PageRelation")
    labels = dict(parts._meta.get_field("type").choices)
    groups = {}
    for key, found in cards.items():
        if isinstance(key, tuple) and found:
            direction, kind = key
            label = labels[kind] if direction == "out" else parts.REVERSE_LABELS[kind]
            group = groups.setdefault(str(label), {"label": label, "type": kind, "direction": direction, "cards": []})
            group["cards"] += [card for card in found if card.id not in {other.id for other in group["cards"]}]
    return list(groups.values())


def _neighbours(page):
    """The listed pages just before and just after this one in its column."""
    if page.listed_at is None or page.column_id is None:
        return
    model = apps.get_model("content", "ContentPage")
    column = model.objects.listed().filter(column=page.column_id)
    same = Q(listed_at=page.listed_at)
    older = column.filter(Q(listed_at__lt=page.listed_at) | same & Q(pk__lt=page.pk))
    newer = column.filter(Q(listed_at__gt=page.listed_at) | same & Q(pk__gt=page.pk))
    yield Branch("next", (older,), 1)
    yield Branch("previous", (newer,), 1, backwards=True)
