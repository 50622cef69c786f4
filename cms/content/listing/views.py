"""What a list's template gets."""

from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.content.listing.cards import fetch_cards
from cms.content.listing.listing import Facet


class ListingView:
    """A listing as the template reads it."""

    def __init__(self, listing, feed_url=""):
        self.cards = listing.cards
        self.total = listing.total
        self.number = listing.links.number
        self.page_count = listing.links.page_count
        self.links = list(listing.links)
        self.previous_url = listing.links.previous_url
        self.next_url = listing.links.next_url
        self.facets = [
            facet
            for facet in (
                Facet("group", listing.group_label, listing.groups()),
                Facet("department", _("Department"), listing.departments()),
                Facet("year", _("Year"), listing.years()),
            )
            if len(facet.options) > 1 or any(option.selected for option in facet.options)
        ]
        query = listing.query
        self.query = {"group": query.group, "year": query.year, "department": query.department}
        self.is_filtered = listing.query.is_filtered
        self.feed_url = feed_url


def listing_context(listing, request, feed_url=""):
    """Read the rows of the page asked for and hand them to the template, in one statement."""
    site = Site.find_for_request(request)
    listing.fill(fetch_cards(listing.branches(), site.pk if site else None))
    return {"listing": ListingView(listing, feed_url)}
