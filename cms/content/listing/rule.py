from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

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

    def facts(self, prefix=""):
        """The conditions that counts can answer as well: all but the topics. `prefix` leads to the content page."""
        condition = Q(**{f"{prefix}planned_column__in": self.planned_columns})
        if self.departments:
            condition &= Q(**{f"{prefix}department__in": self.departments})
        if self.kinds:
            condition &= Q(**{f"{prefix}kind__in": self.kinds})
        if self.own_only or self.reprints_only:
            condition &= Q(**{f"{prefix}is_reprint": self.reprints_only})
        if self.locale:
            condition &= Q(**{f"{prefix}locale": self.locale})
        return condition

    def matches(self, prefix=""):
        """The whole condition: the facts, and the topics as a test of each page, so that a list stops early."""
        condition = self.facts(prefix)
        return condition & self.filed(prefix) if self.topics else condition

    def filed(self, prefix=""):
        """The pages that are filed under one of the topics."""
        filed = apps.get_model("content", "ContentPage").topics.through.objects
        return Q(Exists(filed.filter(contentpage=OuterRef(f"{prefix}pk"), topic__in=self.topics)))

    def querysets(self, pages):
        """One queryset a planned column, so that each is read along its index and stops early."""
        pages = pages.filter(self.matches())
        if self.is_ranked:
            pages = by_protocol(pages)
        for planned_column in self.planned_columns:
            yield pages.filter(planned_column=planned_column)

    @property
    def is_ranked(self):
        """Whether the order is that of protocol: in a list of leaders."""
        return lists_leaders(self.kinds)
