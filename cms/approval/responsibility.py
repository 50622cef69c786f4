"""Who answers for a batch: who may see it, review it and sign it off.

A batch whose pages all stand on one department's site is that department's to review and to sign; any batch is the
province's: its reviewers, its signers and the supervising office. A superuser sees every batch and decides none.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from cms.approval.models import Batch
from cms.organisation.roles import DECIDING_ROLES, Role, roles_held

REVIEWS = (Role.REVIEWER, Role.SUPERVISOR)
SIGNS = (Role.SIGNER, Role.SUPERVISOR)
STEPS = {Batch.Status.PREPARED: REVIEWS, Batch.Status.REVIEWED: SIGNS}
HANDLES = (*DECIDING_ROLES, Role.SUPERVISOR)


def _held(user, roles):
    """Departments for which the user holds one of the roles; None among them is the province."""
    return {department for role, department in roles_held(user) if role in roles}


def handles_batches(user):
    """Whether the user has anything to do with batches."""
    return user.is_active and (user.is_superuser or bool(_held(user, HANDLES)))


def visible_batches(user):
    """The batches that the user may look into."""
    departments = _held(user, HANDLES)
    if (user.is_active and user.is_superuser) or None in departments:
        return Batch.objects.all()
    return Batch.objects.filter(department__in=departments)


def objection_to_step(user, batch):
    """Why the user cannot take the step that the batch waits for, in a sentence; '' for who may."""
    departments = _held(user, STEPS.get(batch.status, ()))
    if None not in departments and batch.department_id not in departments:
        if batch.status == Batch.Status.REVIEWED:
            return _("A signer of the province, or of the department whose site alone it concerns, signs this batch.")
        return _("A reviewer of the province, or of the department whose site alone it concerns, reviews this batch.")
    if user.pk == batch.prepared_by_id:
        return _("You prepared this batch, so somebody else decides about it.")
    if user.pk == batch.reviewed_by_id:
        return _("You reviewed this batch, so somebody else signs it off.")
    return ""


def waiting_batches(user, limit=20):
    """The batches that the user may decide about now, the oldest first."""
    mine = Q()
    for status, roles in STEPS.items():
        departments = _held(user, roles)
        whose = Q() if None in departments else Q(department__in=departments)
        if departments:
            mine |= Q(status=status) & whose
    if not mine:
        return []
    waiting = Batch.objects.filter(mine).exclude(prepared_by=user)
    return list(waiting.exclude(status=Batch.Status.REVIEWED, reviewed_by=user).order_by("pk")[:limit])
