"""How well departments keep the clock of corrections."""

from django.db.models import Count, Q

from cms.approval.models import Correction

Outcome = Correction.Outcome
COUNTED = {
    "kept": (Outcome.KEPT,),
    "missed": (Outcome.MISSED,),
    "running": (Outcome.OPEN,),
    "overdue": (Outcome.OVERDUE,),
    "set_aside": (Outcome.SET_ASIDE,),
}
COLUMNS = ("begun", *COUNTED)


def figures(corrections, first, last):
    """A row a department of the corrections whose material changed in the period: how many, and what became of them.

    One statement, however many corrections and departments there are.
    """
    counts = {name: Count("pk", filter=Q(outcome__in=outcomes)) for name, outcomes in COUNTED.items()}
    rows = (
        corrections.filter(changed_on__gte=first, changed_on__lte=last)
        .with_outcome()
        .order_by()
        .values("department", "department__short_name", "department__order")
        .annotate(begun=Count("pk"), **counts)
    )
    return sorted(rows, key=lambda row: (row["department"] is None, row["department__order"] or 0, row["department"]))
