from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, Value

from cms.content.listing.protocol import by_protocol, lists_leaders


@dataclass(frozen=True)
class ListingRule:
    """Which pages belong to a list: planned columns × departments × kinds × topics (idea 2 of the design).

    An empty tuple sets no limit, except that a rule without planned columns selects nothing by itself: its list then
    holds what editors adopt. Numbers are primary keys; `own_only` leaves out reprints (转载), which are never a
    department's own documents, and `reprints_only` leaves nothing else.
    """

    planned_columns: tuple[int, ...] = ()
    departments: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[int, ...] = ()
    own_only: bool = True
    reprints_only: bool = False
    locale: int | None = None

    def facts(self, prefix="", planned_column="planned_column", department="department"):
        """The conditions that counts can answer as well: all but the topics. `prefix` leads to the content page."""
        condition = Q(**{f"{prefix}{planned_column}__in": self.planned_columns})
        if self.departments:
            condition &= Q(**{f"{prefix}{department}__in": self.departments})
        if self.kinds:
            condition &= Q(**{f"{prefix}kind__in": self.kinds})
        if self.own_only or self.reprints_only:
            condition &= Q(**{f"{prefix}is_reprint": self.reprints_only})
        if self.locale:
            condition &= Q(**{f"{prefix}locale": self.locale})
        return condition

    def matches(self, prefix="", **names):
        """The whole condition on one page: the facts, and that it is filed under one of the topics."""
        condition = self.facts(prefix, **names)
        if self.topics:
            filed = _filed(self.topics).filter(contentpage=OuterRef(f"{prefix}pk"))
            condition &= Q(Exists(filed))
        return condition

    def querysets(self, pages):
        """One queryset a planned column, so that each is read along its index and stops early; with topics, one."""
        if self.is_ranked:
            pages = by_protocol(pages)
        if self.topics:
            yield filed_pages(pages, [self])
            return
        for planned_column in self.planned_columns:
            yield pages.filter(self.matches()).filter(planned_column=planned_column)

    @property
    def is_ranked(self):
        """Whether the order is that of protocol: in a list of leaders."""
        return lists_leaders(self.kinds)


def filed_pages(pages, rules):
    """The pages that one of the rules selects, all of them rules with topics.

    Read from the topics, which hold few of the pages that a column holds. The columns' and departments' numbers
    are compared as sums, because SQLite would else read the whole column along its index by date.
    """
    hidden = {"planned_column": "column_number", "department": "department_number"}
    condition = Q()
    for rule in rules:
        condition |= rule.matches(**hidden)
    return pages.alias(
        column_number=F("planned_column_id") + Value(0), department_number=F("department_id") + Value(0)
    ).filter(condition, pk__in=_filed({topic for rule in rules for topic in rule.topics}).values("contentpage"))


def _filed(topics):
    through = apps.get_model("content", "ContentPage").topics.through
    return through.objects.filter(topic__in=topics)
