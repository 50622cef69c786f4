"""What happens to a grant is written twice: into its object's history, and into the audit."""

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.sharing.holders import holder_of
from cms.access.sharing.models import GrantEvent

AUDITED = {
    GrantEvent.Kind.GRANTED: Event.GRANTED,
    GrantEvent.Kind.CHANGED: Event.GRANTED,
    GrantEvent.Kind.ENDED: Event.REVOKED,
    GrantEvent.Kind.REVOKED: Event.REVOKED,
    GrantEvent.Kind.GONE: Event.REVOKED,
}


def note(kind, row, by=None, reason=""):
    """Write that something happened to the grant; `by` is nobody where its day came."""
    instance, holder = row.content_object, holder_of(row)
    GrantEvent.objects.create(
        kind=kind,
        by_id=by.pk if by else None,
        by_name=str(by)[:160] if by else "",
        model=instance._meta.label_lower,
        object_id=instance.pk,
        object_label=str(instance)[:255],
        department_id=instance.department_id,
        holder_kind=holder.kind,
        holder_id=holder.number,
        holder_name=str(holder)[:255],
        action=row.action,
        until=row.until,
        reason=reason[:300],
    )
    record(
        AUDITED[kind],
        by,
        department=instance.department_id,
        target=instance,
        facts={
            "how": kind.value,
            "right": row.action.value,
            "holder": f"{holder.kind}:{holder.number}",
            "holder_name": str(holder),
            "until": row.until.isoformat() if row.until else "",
            "reason": reason,
        },
    )


def note_refusal(user, instance, sent, sentences):
    """Write that a grant was refused, with what was sent and why it was not done."""
    record(
        Event.GRANT_REFUSED,
        user,
        department=instance.department_id,
        target=instance,
        facts={"sent": sent, "refused": sentences},
    )
