"""How the bands of a home page or a topic page are put together, in three statements however many there are.

One statement finds the pages that the bands name (columns, topics, directories), one reads the rows of every list of
every band, one counts departments where a band offers them to choose from.
"""

from django.apps import apps
from django.db.models import CharField, Count, Sum, Value
from django.db.models.functions import Cast
from wagtail.models import Page, Site

from cms.content.blocks.bands.base import GROUPS, Reading, Target
from cms.content.listing.cards import fetch_cards
from cms.delivery.roots import root_map


class NamedPages:
    """Finds the public pages that bands name. `related` leads from the page to what its type adds.

    The portal has a kind of its own that knows composed columns and topics.
    """

    related = ("columnpage__planned_column",)

    def __init__(self, locale_id=None):
        self.locale_id = locale_id

    def find(self, numbers, site_id):
        """Targets by number, in one statement; without the pages that are not public."""
        if not numbers:
            return {}
        roots = root_map()
        found = {}
        for page in Page.objects.filter(pk__in=numbers, live=True).select_related(*self.related):
            url = roots.url_for(page.url_path, site_id)
            if url is not None:
                found[page.pk] = self.target(page, url)
        return found

    def target(self, page, url):
        """The page as bands need it, with what it lists."""
        column = getattr(page, "columnpage", None)
        if column is None:
            return Target(page.pk, page.title, url)
        source = column.listing_source()
        return Target(page.pk, page.title, url, column.description, source=source, counted=source.counted())


def compose(stream, request, columns):
    """The bands of a stream that have something to show: Band objects, in the stream's order.

    `columns` is a NamedPages that knows the site's kinds of column.
    """
    site = Site.find_for_request(request)
    site_id = site.pk if site else None
    parts = [(number, part.block, part.value) for number, part in enumerate(stream)]
    named = {number for _number, block, value in parts for number in block.named(value)} - {None}
    targets = columns.find(named, site_id)
    readings = {number: Reading(targets, {}, {}, columns.locale_id) for number, _block, _value in parts}
    cards = fetch_cards(_branches(parts, readings), site_id)
    for (number, name), found in cards.items():
        readings[number].cards[name] = found
    for number, choices in _choices(parts, targets).items():
        readings[number].choices.update(choices)
    bands = (block.band(value, readings[number]) for number, block, value in parts)
    return [band for band in bands if band is not None]


def _branches(parts, readings):
    for number, block, value in parts:
        for name, newest in block.lists(value, readings[number]).items():
            yield newest.branch((number, name))


def _choices(parts, targets):
    """What each band offers to choose from, with counts, in one statement: by band, then by column and what it is.

    One query a column, joined as they are: a condition over all of them would read every counter there is.
    """
    asked = []
    for number, block, value in parts:
        for column, name in block.offered(value):
            if column in targets:
                asked += _queries(number, targets[column], name)
    if not asked:
        return {}
    first, *others = asked
    rows = first.union(*others, all=True) if others else first
    found = {}
    for number, column, name, _order, value, label, total in sorted(rows):
        url = f"{targets[column].url}?{name}={value}"
        choices = found.setdefault(number, {}).setdefault((column, name), {})
        choices.setdefault(value, {"value": value, "label": label, "count": 0, "url": url})["count"] += total
    return {number: {key: _offered(choices) for key, choices in keys.items()} for number, keys in found.items()}


def _offered(choices):
    return [choice for choice in choices.values() if choice["count"] > 0]


def _queries(number, target, name):
    """Queries for rows of (band, column, what it is, order, value, label, total)."""
    named = {
        "band": Value(number),
        "named": Value(target.id),
        "choice": Value(name, output_field=CharField()),
    }
    if name == GROUPS:
        querysets = target.grouped() if target.grouped else ()
        for rows in querysets:
            rows = rows.annotate(**named).values_list(*named, "group_order", "group", "group_label")
            yield rows.annotate(pages=Count("pk")).order_by()
    elif target.counted is not None:
        path = "column__department"
        rows = apps.get_model("content", "ListingCount").objects.filter(target.counted, **{f"{path}__isnull": False})
        rows = rows.annotate(**named, value=Cast(path, CharField()))
        rows = rows.values_list(*named, f"{path}__order", "value", f"{path}__short_name")
        yield rows.annotate(pages=Sum("total")).order_by()
