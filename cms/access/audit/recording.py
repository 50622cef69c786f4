"""Writing to the audit. Whoever calls says what happened; who acts and from where is known from the request."""

from django.db.models import Model

from cms.access.audit.acting import acting_user, client_address
from cms.access.audit.chain import append
from cms.access.audit.events import Event
from cms.anchoring.canonical import text_of
from cms.organisation.models import Department


def record(event, user=None, *, department=None, target=None, target_label="", facts=None, request=None):
    """Append an entry: `user` did `event` to `target`, which is `department`'s (a Department, its number, or None).

    Without `user` it is whoever the current request is signed in as; nobody for a command. `facts` are plain values
    and must hold no secret. The entry stands if the transaction in which it is written does.

    Raises ValueError for an event that is not one of `Event`.
    """
    user = user if user is not None else acting_user()
    if user is not None and not user.is_authenticated:
        user = None
    number, name = _department(department)
    return append(
        event=Event(event),
        user_id=user.pk if user else None,
        account=user.get_username() if user else "",
        name=str(user)[:160] if user else "",
        department_id=number,
        department=name,
        target=f"{target._meta.label_lower}:{target.pk}" if isinstance(target, Model) else "",
        target_label=(target_label or (str(target) if target is not None else ""))[:255],
        facts=text_of(facts or {}),
        address=client_address(request),
    )


def _department(department):
    """Number and name of the department that is meant."""
    if department is None or isinstance(department, Department):
        return (department.pk, department.name) if department else (None, "")
    return department, Department.objects.filter(pk=department).values_list("name", flat=True).first() or ""
