from django.db import models
from django.db.models import Count, Q

from home.decision import KEPT_OFF, Decision


def is_pinned(day, prefix=""):
    """The picks that stand at the top on the day; the last day of a pin is included, and it ends by itself."""
    return Q(**{f"{prefix}decision": Decision.ADOPTED, f"{prefix}pin_order__isnull": False}) & (
        Q(**{f"{prefix}pinned_until": None}) | Q(**{f"{prefix}pinned_until__gte": day})
    )


def is_in_flow(day, prefix=""):
    """The adopted picks that stand by their date on the day, pinned never or no longer."""
    return Q(**{f"{prefix}decision": Decision.ADOPTED}) & (
        Q(**{f"{prefix}pin_order": None}) | Q(**{f"{prefix}pinned_until__lt": day})
    )


class PickQuerySet(models.QuerySet):
    """Picks by intent."""

    def in_column(self, column):
        """What was offered to, or decided about, the column."""
        return self.filter(column=column)

    def offered(self):
        """Offers that wait for a decision."""
        return self.filter(decision=Decision.OFFERED)

    def decided(self):
        """Picks that an editor decided about."""
        return self.exclude(decision=Decision.OFFERED)

    def adopted(self):
        """What editors put, or left, on the list."""
        return self.filter(decision=Decision.ADOPTED)

    def kept_off(self):
        """What editors keep off the list: held for now, or refused."""
        return self.filter(decision__in=KEPT_OFF)

    def pinned_on(self, day):
        """What stands at the top on the day, in its order."""
        return self.filter(is_pinned(day)).order_by("pin_order", "pk")

    def away_from_flow(self, day):
        """What does not stand by its date on the day: kept off, or at the top."""
        return self.filter(Q(decision__in=KEPT_OFF) | is_pinned(day))


def counts_per_department(departments, first, after):
    """Departments with the numbers of picks offered, adopted, held and refused from `first` to before `after`.

    An offer counts when it was made, a decision when it was taken. One statement (报送, domain: column plan).
    """
    decided = Q(picks__decided_at__gte=first, picks__decided_at__lt=after)
    return departments.annotate(
        offered=Count("picks", filter=Q(picks__offered_at__gte=first, picks__offered_at__lt=after)),
        adopted=Count("picks", filter=decided & Q(picks__decision=Decision.ADOPTED)),
        held=Count("picks", filter=decided & Q(picks__decision=Decision.HELD)),
        refused=Count("picks", filter=decided & Q(picks__decision=Decision.REFUSED)),
    ).order_by("order", "pk")
