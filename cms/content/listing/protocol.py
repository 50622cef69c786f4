"""Leaders stand in the order of protocol, never by date; those who left office stand last."""

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.content.listing.cards import UNPINNED
from cms.organisation.kinds import ContentKind

OUT_OF_OFFICE = 1_000_000


def lists_leaders(kinds):
    """Whether a list of these kinds of content holds leaders and nothing else."""
    return list(kinds) == [ContentKind.LEADER]


def by_protocol(pages):
    """The pages ranked by the order that their department gave them."""
    order = Coalesce(F("leaderpage__order"), Value(0)) + Value(UNPINNED + 1)
    return pages.annotate(
        card_rank=Case(
            When(leaderpage__in_office_to__lt=timezone.localdate(), then=order + Value(OUT_OF_OFFICE)), default=order
        )
    )
