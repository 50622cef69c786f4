"""What every band of a home page or a topic page has in common.

A band says which pages it names and what it lists; `cms.content.bands` reads both for all bands of a page together
and hands each its part. A band whose source is empty gives None and leaves the page.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.listing.cards import Branch, pages_of
from cms.content.listing.query import ListingQuery

DEPARTMENTS, GROUPS = "department", "group"


@dataclass
class Band:
    """One band as its template reads it.

    `template`, `heading`, `more_url` ('' if there is no more), `cards` and `value` (the block's own value) are there
    for every band; the others belong to the templates that name them: `groups` [{heading, links: [{text, url}]}] to
    links, services and people; `entries` to figures [{label, value, unit, note, series: [{label, value}]}] and timeline
    [{date (may be None), when (words in place of a date), text}]; `topics` [{title, url, summary, image, image_alt,
    cards}] to topics; `options` [{value, label, count, url}] to departments; `side`, a band of its own, to news.
    """

    template: str
    heading: str = ""
    more_url: str = ""
    cards: list = field(default_factory=list)
    value: object = None
    groups: list = field(default_factory=list)
    entries: list = field(default_factory=list)
    topics: list = field(default_factory=list)
    options: list = field(default_factory=list)
    side: object = None


@dataclass(frozen=True)
class Target:
    """A public page that a band names.

    One that lists others has a `source`. What a visitor may choose in its list can be offered: the departments by
    `counted` (a condition on the counters), its own groups by `grouped` (makes querysets with `group`, `group_label`
    and `group_order`).
    """

    id: int
    title: str
    url: str
    summary: str = ""
    image: object = None
    image_alt: str = ""
    source: object = None
    counted: object = None
    grouped: Callable | None = None
    is_topic: bool = False


@dataclass(frozen=True)
class Newest:
    """A list that a band wants: the newest rows of some querysets, pinned ones first (see Branch for the rest)."""

    querysets: Callable
    limit: int
    memo: Hashable

    @classmethod
    def of(cls, source, limit):
        """The newest of a source of a list (see cms.content.listing.sources)."""
        return cls(lambda: (source.pinned(), *source.flow(ListingQuery())), limit, (source.memo, "newest"))

    @classmethod
    def picked(cls, numbers):
        """Pages chosen by hand, in the order chosen."""
        numbers = tuple(number for number in numbers if number)
        return cls(lambda: (pages_of(numbers),), max(1, len(numbers)), ("picked", numbers))

    def branch(self, key):
        """The list as it is read."""
        return Branch(key, self.querysets, self.limit, memo=self.memo)


@dataclass(frozen=True)
class Reading:
    """What was read for one band: the pages it names by number, its cards by name, choices by what was asked."""

    targets: dict
    cards: dict
    choices: dict
    locale_id: int | None = None

    def target(self, number):
        """The named page, or None where none is named or it is not public."""
        return self.targets.get(number)


class BandBlock(blocks.StructBlock):
    """A band. Each kind overrides what it needs of the four questions below."""

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=60, required=False, help_text=_("Empty: the name of the column.")
    )

    def named(self, value):
        """Numbers of the pages that the band names and whose title, address or list it shows."""
        return []

    def offered(self, value):
        """What the band offers to choose from: pairs of a column's number and DEPARTMENTS or GROUPS."""
        return []

    def lists(self, value, reading):
        """What the band lists: Newest by name."""
        return {}

    def band(self, value, reading):
        """The band with what was read, or None when there is nothing to show."""
        raise NotImplementedError

    def get_searchable_content(self, value):
        """A band only points at texts; they are found where they stand."""
        return []
