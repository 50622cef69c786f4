"""Who reads what of the audit: the auditor all of it, a department what others did with its own."""

from cms.access.audit.events import ELSEWHERE
from cms.access.audit.models import AuditEntry
from cms.organisation.roles import Role, departments_of, user_has_role


def is_auditor(user):
    """Whether the user reads the whole audit. A superuser does not: who may do everything does not watch it."""
    return user_has_role(user, Role.AUDITOR)


def reads_audit(user):
    """Whether there is anything in the audit for the user."""
    return is_auditor(user) or bool(_departments_read(user))


def visible_entries(user):
    """The entries that the user may read."""
    if is_auditor(user):
        return AuditEntry.objects.all()
    return AuditEntry.objects.filter(department_id__in=_departments_read(user), event__in=ELSEWHERE)


def words_of(entry):
    """What was done, as exactly as the entry says."""
    return dict(entry.fact_list).get("what") or str(entry.get_event_display())


def _departments_read(user):
    """The departments whose part of the audit the user reads; the portal has none."""
    return departments_of(user, Role.ADMINISTRATOR) - {None}
