"""What a composed list is made of (see cms.content.listing.sources for what a list asks of its source)."""

from collections import Counter

from django.apps import apps
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone

from cms.content.blocks.bands.rule import listing_rule
from cms.content.listing.cards import pages_of
from cms.content.listing.listing import Tally
from cms.content.listing.protocol import by_protocol
from cms.content.listing.query import ListingQuery
from cms.content.listing.rule import filed_pages
from cms.content.listing.sources import narrowed
from cms.content.listing.years import site_zone
from home.decision import KEPT_OFF, Decision
from home.groupings import COLUMNS, ungrouped
from home.querysets import is_in_flow, is_pinned


class PortalColumnSource:
    """A column of the portal: what its rule selects, what stands below it, and what its editors decided (idea 2).

    Held and refused pages leave, pinned ones stand at the top until their last day, adopted ones join from outside
    the rule. The rule's word on reprints and on the language binds the editors as well.
    """

    def __init__(self, column_id, rule, own_children=False, grouping=None, today=None):
        self.column_id = column_id
        self.rule = rule
        self.own_children = own_children
        self.grouping = grouping
        self.today = today or timezone.localdate()
        self.is_ranked = rule.is_ranked
        self._pinned_count = None

    @property
    def group_label(self):
        """What its groups are called."""
        return self.grouping.label if self.grouping else ""

    @property
    def memo(self):
        """Everything that the querysets depend on."""
        return "portal column", self.column_id, self.rule, self.own_children, self.today

    def selected(self, prefix=""):
        """What is listed without anybody's decision. `prefix` leads to the content page."""
        condition = self.rule.matches(prefix)
        return condition | self._own(prefix) if self.own_children else condition

    def counted(self):
        """The counters of what is selected; None where they cannot tell, because they know no subjects."""
        if self.rule.topics:
            return None
        rule = self.rule
        condition = Q(column__planned_column__in=rule.planned_columns)
        if rule.departments:
            condition &= Q(column__department__in=rule.departments)
        if rule.locale:
            condition &= Q(column__locale=rule.locale)
        if self.own_children:
            condition |= Q(column=self.column_id)
        return condition & self._kind_and_reprint()

    def tallies(self):
        """Exact totals by department and year (and group), in two statements: the counters, and the column's picks."""
        totals, names, groups = Counter(), {}, []
        for department, name, year, group, label, order, total in self._counts():
            names[department] = name or ""
            if group:
                groups.append((order, Tally(department, names[department], year, total, group, label)))
            else:
                totals[department, year] += total
        pinned = 0
        for department, name, year, change, at_top in self._changes():
            totals[department, year] += change
            names[department] = name or ""
            pinned += at_top
        self._pinned_count = pinned
        tallies = [
            Tally(department, names[department], year, total)
            for (department, year), total in totals.items()
            if total > 0
        ]
        return tallies + [tally for _order, tally in sorted(groups, key=lambda pair: pair[0])]

    def pinned_count(self):
        """How many pages stand at the top; known from the tallies."""
        if self._pinned_count is None:
            self.tallies()
        return self._pinned_count

    def pinned(self):
        """The pages at the top, in their order, under their own headlines."""
        picks = self._pages().filter(is_pinned(self.today, "picks__"), picks__column=self.column_id)
        return picks.filter(self._allowed()).annotate(
            card_rank=F("picks__pin_order"), card_headline=F("picks__headline")
        )

    def flow(self, query, keep_pinned=False):
        """The pages by date: one queryset a planned column, one of the pages below, one of those adopted."""
        picks = self._picks()
        away = picks.kept_off() if keep_pinned else picks.away_from_flow(self.today)
        headline = Subquery(picks.adopted().values("headline")[:1])
        pages = narrowed(self._pages(), query)
        if query.group:
            pages = self.grouping.narrowed(pages, query.group)
        for queryset in self.rule.querysets(pages):
            yield queryset.filter(~Exists(away)).annotate(card_headline=headline)
        if self.own_children:
            others = self._in_order(pages.filter(self._own(), ~self.rule.matches()))
            yield others.filter(~Exists(away)).annotate(card_headline=headline)
        in_flow = Q(picks__decision=Decision.ADOPTED) if keep_pinned else is_in_flow(self.today, "picks__")
        adopted = self._in_order(pages.filter(in_flow, picks__column=self.column_id))
        yield adopted.filter(self._allowed(), ~self.selected()).annotate(card_headline=F("picks__headline"))

    def candidates(self):
        """Pages that wait for an editor: offered ones, and those selected that nobody has decided about."""
        picks = self._picks()
        return (
            self._pages()
            .filter(~Exists(picks.decided()))
            .annotate(is_offered=Exists(picks.offered()))
            .filter(Q(is_offered=True) | self.selected())
        )

    def allows(self, page):
        """Whether the column may list the page at all: editors cannot adopt what this refuses."""
        return self._pages().filter(self._allowed(), pk=page.pk).exists()

    def _in_order(self, pages):
        return by_protocol(pages) if self.is_ranked else pages

    def _pages(self):
        return apps.get_model("content", "ContentPage").objects.listed()

    def _allowed(self, prefix=""):
        condition = Q(**{f"{prefix}locale": self.rule.locale}) if self.rule.locale else Q()
        if self.rule.own_only or self.rule.reprints_only:
            condition &= Q(**{f"{prefix}is_reprint": self.rule.reprints_only})
        return condition

    def _kind_and_reprint(self, prefix=""):
        condition = Q(**{f"{prefix}kind__in": self.rule.kinds}) if self.rule.kinds else Q()
        if self.rule.own_only or self.rule.reprints_only:
            condition &= Q(**{f"{prefix}is_reprint": self.rule.reprints_only})
        return condition

    def _own(self, prefix=""):
        """Pages that stand below the column in the portal's own tree, of the kinds and reprints that it lists."""
        return Q(**{f"{prefix}column": self.column_id}) & self._kind_and_reprint(prefix)

    def _counts(self):
        """Rows of department, short name, year, group, its label, its order, total; in one statement."""
        condition = self.counted()
        if condition is not None:
            counters = ungrouped(apps.get_model("content", "ListingCount").objects.filter(condition))
            path = "column__department"
            columns = counters.values_list(path, f"{path}__short_name", "year", *COLUMNS)
            parts = [columns.annotate(pages=Sum("total")).order_by()]
        else:
            parts = [_tallied(ungrouped(filed_pages(self._pages(), [self.rule])))]
            if self.own_children:
                others = self._pages().filter(self._own(), ~self.rule.matches())
                parts.append(_tallied(ungrouped(others)))
        if self.grouping:
            parts += [_tallied(guides) for guides in self.groups()]
        first, *others = parts
        return first.union(*others, all=True) if others else first

    def groups(self):
        """The service guides that the column lists, group by group; a group may come in several parts."""
        listed = self.flow(ListingQuery(), keep_pinned=True)
        return [guides for pages in listed for guides in self.grouping.querysets(pages)]

    def _picks(self):
        """The column's picks of one page, for a test of that page."""
        return apps.get_model("home", "Pick").objects.in_column(self.column_id).filter(page=OuterRef("pk"))

    def _changes(self):
        """How the picks change the counts, by department and year, and how many stand at the top."""
        kept_off, adopted = Q(decision__in=KEPT_OFF), Q(decision=Decision.ADOPTED)
        selected, at_top = self.selected("page__"), is_pinned(self.today)
        year = ExtractYear("page__listed_at", tzinfo=site_zone())
        change = Case(
            When(kept_off, then=Value(-1)),
            When(selected, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return (
            apps.get_model("home", "Pick")
            .objects.in_column(self.column_id)
            .filter(page__listed_at__isnull=False)
            .filter((kept_off & selected) | (adopted & self._allowed("page__") & (at_top | ~selected)))
            .values_list("page__department", "page__department__short_name", year)
            .annotate(change=Sum(change), at_top=Count("pk", filter=at_top))
            .order_by()
        )


class TopicSource:
    """The newest pages of a topic, for lists of topics: what the rules of its bands select, by date.

    Without a rule, what is filed under its subject; without that, what was picked by hand.
    """

    def __init__(self, raw_bands, topic_id, locale_id):
        rules = [listing_rule(value.get("rule") or {}, locale_id) for value in _values(raw_bands, "rule_list")]
        self.rules = tuple(rule for rule in rules if rule.planned_columns)
        self.picked = tuple(number for value in _values(raw_bands, "hand_picked") for number in _picked(value))
        self.topic_id = topic_id
        self.locale_id = locale_id

    @property
    def memo(self):
        """Everything that the querysets depend on."""
        return "topic", self.rules, self.picked, self.topic_id, self.locale_id, timezone.localdate()

    def pinned(self):
        """Nothing stands at the top of a topic's newest pages."""
        return apps.get_model("content", "ContentPage").objects.none()

    def flow(self, query):
        """One queryset a planned column over all rules, and one over those with subjects: no page comes twice."""
        pages = narrowed(apps.get_model("content", "ContentPage").objects.listed(), query)
        plain = [rule for rule in self.rules if not rule.topics]
        filed = [rule for rule in self.rules if rule.topics]
        for number in sorted({number for rule in plain for number in rule.planned_columns}):
            yield pages.filter(_any(rule for rule in plain if number in rule.planned_columns), planned_column=number)
        if filed:
            yield filed_pages(pages, filed).filter(~_any(plain))
        if self.rules:
            return
        if self.topic_id:
            yield pages.filter(topics=self.topic_id, locale=self.locale_id)
        else:
            yield pages_of(self.picked)


def _values(raw_bands, block_type):
    return [part["value"] for part in raw_bands if part["type"] == block_type]


def _tallied(pages):
    return (
        pages.annotate(year=ExtractYear("listed_at", tzinfo=site_zone()))
        .values_list("department", "department__short_name", "year", *COLUMNS)
        .annotate(pages=Count("pk"))
        .order_by()
    )


def _any(rules):
    """The condition that one of the rules selects the page."""
    condition = Q(pk__in=())
    for rule in rules:
        condition |= rule.matches()
    return condition


def _picked(value):
    """Numbers in the raw data of a hand-picked list, whose entries may be wrapped."""
    for entry in value.get("pages") or ():
        number = entry.get("value") if isinstance(entry, dict) else entry
        if number:
            yield number
