"""What the audit holds."""

from cms.access.audit.models import AuditEntry


def heard(*events):
    """The entries of these events, the oldest first."""
    return list(AuditEntry.objects.filter(event__in=events).order_by("number"))


def facts_of(entry):
    return dict(entry.fact_list)
