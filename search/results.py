"""A page of results as the template shows it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cms.content.listing.cards import Branch, Card, fetch_cards, pages_of
from cms.content.listing.pagination import PageLinks
from cms.content.validity import Validity
from cms.organisation.kinds import ContentKind
from cms.organisation.models import Department
from search.excerpts import excerpt, marked
from search.finding import find
from search.folding import fold
from search.models import Passage
from search.pinned.finding import pinned_for
from search.places.finding import places_for
from search.reading import read
from search.suggesting.spelling import correct
from search.synonyms.expanding import expand

PAGE_SIZE = 10
MOST_OPTIONS = 60
MOST_VERSIONS = 5


@dataclass(frozen=True)
class Result:
    """One found page: its card, its title and the passage that answers with the words marked, where that stands; under
    it the older versions of the same text, newest first.
    """

    card: Card
    title: str
    url: str
    excerpt: str
    label: str
    older: list


class Results:
    """What the search found, cut into pages. Reads the database when made."""

    def __init__(self, query, site, site_id):
        self.query, self.site, self.site_id = query, site, site_id
        self.reading = expand(read(query.text), site)
        self.found = find(self.reading, query.scope(site), by_date=query.by_date)
        self.reading = self.found.reading
        self.links = PageLinks(query, len(self.found.pages), PAGE_SIZE)
        first = (self.links.number - 1) * PAGE_SIZE
        pinned = [] if query.number > 1 or query.is_narrowed else pinned_for(self.reading, self.found.scope, site)
        shown = self.found.pages[first : first + PAGE_SIZE]
        items = self._items([*pinned, *(page for page in shown if page not in pinned)])
        self.pinned = [item for item in items if item.card.id in pinned]
        self.items = [item for item in items if item.card.id not in pinned]
        self.facets = self._facets() if self.found.pages or query.is_narrowed else []

    @property
    def total(self):
        """How many were found, in words."""
        return f"{self.found.total}+" if self.found.is_more else str(self.found.total)

    @property
    def first(self):
        """The place of the first result of this page among all, counted from 1."""
        return (self.links.number - 1) * PAGE_SIZE + 1

    @property
    def wider_url(self):
        """The same search without the choices."""
        return self.query.address(department=None, kind="", theme="", year=None, validity="")

    @property
    def everywhere_url(self):
        """The same search on all sites."""
        return self.query.address(everywhere=True)

    @property
    def also(self):
        """What else the words are called, and was looked for as well."""
        return "、".join(dict.fromkeys(other for others in self.reading.synonyms.values() for other in others))

    @property
    def understood(self):
        """The words that were looked for, where they are not just what was typed."""
        words = " ".join(self.reading.understood)
        return words if fold(words) != self.reading.whole else ""

    @cached_property
    def places(self):
        """Columns, topics and sites that are called what was asked for; above the first page that is not narrowed."""
        if self.query.number > 1 or self.query.is_narrowed:
            return []
        return places_for(self.reading.whole, self.found.scope, self.site, self.site_id)

    @cached_property
    def meant(self):
        """The query as it may have been meant, where nothing holds all that was asked for, or ''."""
        return correct(self.reading.text, self.found.scope) if self.reading.is_loosened or not self.items else ""

    @property
    def meant_url(self):
        """The search that may have been meant, with the same choices."""
        return self.query.address(text=self.meant)

    def _items(self, pages):
        words = [word for group in self.reading.alternatives for word in group] or list(self.reading.weights)
        older = {page: self.found.older.get(page, [])[:MOST_VERSIONS] for page in pages}
        every = [*pages, *(each for others in older.values() for each in others)]
        rows = fetch_cards([Branch("found", (pages_of(every),), len(every))], self.site_id) if every else {"found": []}
        cards = {card.id: card for card in rows["found"]}
        shown = [page for page in pages if page in cards]
        passages = self._passages(shown, words)
        return [
            _result(cards[page], passages.get(page), words, [cards[each] for each in older[page] if each in cards])
            for page in shown
        ]

    def _passages(self, pages, words):
        """The passage to quote of each page: the best one, or one that holds a word that was asked for."""
        best = self.found.passages
        found = {
            row.entry_id: row for row in Passage.objects.filter(pk__in=[best[page] for page in pages if page in best])
        }
        left = [page for page in pages if page not in found]
        for row in Passage.objects.filter(entry__in=left).order_by("-pk") if left else ():
            is_head = row.pk % Passage.PLACES == 0
            if not is_head and (any(word in row.folded for word in words) or row.entry_id not in found):
                found[row.entry_id] = row
        return found

    def _facets(self):
        scope, counts = self.found.scope, self.found.counts
        labels = {
            "department": (
                _("Department"),
                dict(Department.objects.filter(pk__in=counts["department"]).values_list("pk", "short_name")),
            ),
            "kind": (_("Kind"), dict(ContentKind.choices)),
            "theme": (_("Theme"), {}),
            "year": (_("Year"), {}),
            "validity": (_("Validity"), dict(Validity.choices)),
        }
        facets = []
        for name, (label, names) in labels.items():
            chosen = getattr(scope, name)
            counted = counts[name]
            if len(counted) < 2 and not chosen:
                continue
            values = (
                sorted(counted, reverse=True)
                if name == "year"
                else [value for value, _n in counted.most_common(MOST_OPTIONS)]
            )
            if chosen and chosen not in counted:
                values.append(chosen)
            options = [
                {"value": value, "label": names.get(value, value), "count": counted[value], "selected": value == chosen}
                for value in values
            ]
            facets.append({"name": name, "label": label, "options": options})
        return facets


def _result(card, passage, words, older):
    url, label, text = card.url, "", card.summary
    if passage:
        text, label = passage.text, passage.label
        if passage.anchor:
            url = f"{url}#{passage.anchor}"
    return Result(card, marked(card.title, words), url, excerpt(text, words, label), label, older)
