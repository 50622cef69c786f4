"""What stands around a text and in it: attachments, pictures, relations on both sides, neighbours, linked pages.

Two statements read it all, however much there is.
"""

from django.apps import apps
from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce
from wagtail.models import Site

from cms.content.blocks.choosers import shelf
from cms.content.listing.cards import UNPINNED, Branch, fetch_cards, linked_pages, pages_of
from cms.content.media import line_of, read_media
from cms.content.needs import needs_of
from cms.content.relation_types import REVERSE_LABELS, RelationType
from cms.content.running_text import RunningText

MAX_RELATIONS = 40
OUT, IN = "out", "in"


def surroundings(page, request):
    """Template context of a content page: attachments, relations, previous, next, cards_by_id."""
    site = Site.find_for_request(request)
    site_id = site.pk if site else None
    draft = getattr(request, "is_preview", False)
    streams = [getattr(page, name) for name in page.get_streamfield_names()]
    needs = needs_of(streams)
    linked = [number for kind, number in needs.links if kind == "page"]
    needs.files |= {number for kind, number in needs.links if kind == "document"}
    lines, media = read_media(page, needs)
    branches = [
        Branch("pages", (pages_of([*needs.pages]),), len(needs.pages)),
        Branch("linked", (linked_pages(linked),), len(linked)),
    ]
    if page.shows_relations:
        branches += [*_relations(page, draft), *_neighbours(page)]
    cards = fetch_cards(branches, site_id)
    _bind(streams, media, _addresses(cards["linked"], media))
    return {
        "attachments": _draft_lines(page) if draft else lines,
        "relations": _groups(cards),
        "previous": next(iter(cards.get("previous", ())), None),
        "next": next(iter(cards.get("next", ())), None),
        "cards_by_id": {card.id: card for card in cards["pages"]},
    }


def _draft_lines(page):
    return [line_of(row.title, row.external_url, row.attachment) for row in page.attachments.all()]


def _addresses(linked, media):
    """The addresses of all links in running text, as the texts name them."""
    attachment = apps.get_model("content", "Attachment")
    files = {("document", pk): found.url for (model, pk), found in media.items() if model is attachment}
    return {**{("page", card.id): card.url for card in linked}, **files}


def _bind(streams, media, addresses):
    """Turn the streams into blocks with what was read for them."""
    with shelf(media):
        for stream in streams:
            for block in stream:
                text = block.value.get("text") if hasattr(block.value, "get") else None
                if isinstance(text, RunningText):
                    text.addresses = addresses


def _relations(page, draft):
    """Branches of the related pages, each with its type as the note; of a draft, what it says, not what is stored."""
    pages = apps.get_model("content", "ContentPage").objects.listed()
    if draft:
        for kind, ids in _said(page).items():
            note = Value(kind, CharField())
            yield Branch((OUT, kind), (pages_of(ids).annotate(card_note=note),), MAX_RELATIONS)
    else:
        outgoing = pages.filter(incoming_relations__page=page.pk).annotate(
            card_note=F("incoming_relations__type"),
            card_rank=Coalesce(F("incoming_relations__sort_order"), 0) + UNPINNED,
        )
        yield Branch((OUT,), (outgoing,), MAX_RELATIONS)
    incoming = pages.filter(relations__target=page.pk).annotate(card_note=F("relations__type"))
    yield Branch((IN,), (incoming,), MAX_RELATIONS)


def _said(page):
    """The numbers of related pages by type, as the draft names them."""
    said = {}
    for relation in page.relations.all():
        said.setdefault(relation.type, []).append(relation.target_id)
    return said


def _groups(cards):
    """Relations under their headings: outgoing ones as entered, incoming ones the other way round."""
    groups = {}
    for key, found in cards.items():
        for card in found if isinstance(key, tuple) else ():
            kind = RelationType(card.note)
            label = kind.label if key[0] == OUT else REVERSE_LABELS[kind]
            group = groups.setdefault(str(label), {"label": label, "type": kind, "direction": key[0], "cards": []})
            if card.id not in {other.id for other in group["cards"]}:
                group["cards"].append(card)
    return list(groups.values())


def _neighbours(page):
    """The listed pages just before and just after this one in its column."""
    if page.listed_at is None or page.column_id is None:
        return
    column = apps.get_model("content", "ContentPage").objects.listed().filter(column=page.column_id)
    at = page.listed_at
    older = column.filter(listed_at__lte=at).exclude(listed_at=at, pk__gte=page.pk)
    newer = column.filter(listed_at__gte=at).exclude(listed_at=at, pk__lte=page.pk)
    yield Branch("next", (older,), 1)
    yield Branch("previous", (newer,), 1, backwards=True)
