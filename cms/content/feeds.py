"""The feed of a column, made with Django's syndication framework out of the rows of its list."""

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from cms.content.listing.cards import Branch, fetch_cards
from cms.content.listing.query import ListingQuery

FEED_PART = "feed"
FEED_ENTRIES = 20


class ColumnFeed(Feed):
    """The newest pages of a column as Atom, under the addresses where they stand; a pinned one where its date is."""

    feed_type = Atom1Feed

    def __init__(self, column):
        self.column = column

    def title(self):
        return self.column.title

    def subtitle(self):
        return self.column.description or _("The newest pages of “%(title)s”") % {"title": self.column.title}

    def link(self):
        return self.column.public_url

    def feed_url(self):
        return f"{self.column.public_url}{FEED_PART}/"

    def items(self):
        querysets = tuple(self.column.listing_source().flow(ListingQuery(), keep_pinned=True))
        cards = fetch_cards([Branch(FEED_PART, querysets, FEED_ENTRIES)])[FEED_PART]
        return [card for card in cards if card.url]

    def item_title(self, card):
        return card.title

    def item_description(self, card):
        return card.summary

    def item_link(self, card):
        return card.url

    def item_guid(self, card):
        return card.url

    def item_pubdate(self, card):
        return card.at

    def item_updateddate(self, card):
        return card.at

    def item_author_name(self, card):
        return card.issuer_name if card.is_reprint else card.department_name

    def item_categories(self, card):
        return [str(card.kind_label)]
