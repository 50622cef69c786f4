"""How the bands of a home page or a topic page are put together, in three statements however many there are.

One statement finds the pages that the bands name (columns, topics, directories), one reads the rows of every list of
every band, one counts departments where a band offers them to choose from.
"""

from django.apps import apps
from django.db.models import IntegerField, Sum, Value
from wagtail.models import Page, Site

from cms.content.blocks.bands.base import Reading, Target
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
    readings = {number: Reading(targets, {}, [], columns.locale_id) for number, _block, _value in parts}
    cards = fetch_cards(_branches(parts, readings), site_id)
    for (number, name), found in cards.items():
        readings[number].cards[name] = found
    for number, options in _options(parts, targets).items():
        readings[number].options.extend(options)
    bands = (block.band(value, readings[number]) for number, block, value in parts)
    return [band for band in bands if band is not None]


def _branches(parts, readings):
    for number, block, value in parts:
        for name, newest in block.lists(value, readings[number]).items():
            yield newest.branch((number, name))


def _options(parts, targets):
    """Departments with their counts for each band that offers them, in one statement over the counters.

    One query a band, joined as they are: a condition over all bands would read every counter there is.
    """
    asked = {}
    for number, block, value in parts:
        target = targets.get(block.counted(value))
        if target is not None and target.counted is not None:
            asked[number] = _departments(number, target.counted)
    if not asked:
        return {}
    first, *others = asked.values()
    found = {number: [] for number in asked}
    rows = first.union(*others, all=True) if others else first
    for number, _order, department, name, total in sorted(rows):
        if total > 0:
            found[number].append({"value": department, "label": name, "count": total})
    return found


def _departments(number, condition):
    return (
        apps.get_model("content", "ListingCount")
        .objects.filter(condition, column__department__isnull=False)
        .annotate(band=Value(number, output_field=IntegerField()))
        .values_list("band", "column__department__order", "column__department", "column__department__short_name")
        .annotate(pages=Sum("total"))
        .order_by()
    )
