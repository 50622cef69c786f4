"""Who answers for a batch: who may see it, review it and sign it off.

A batch whose pages all stand on one department's site is that department's to review and to sign; any batch is the
province's: its reviewers, its signers and the supervising office. A superuser sees every batch and decides none.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from cms.approval.batches.course import apart_from_secrecy
from cms.approval.batches.sampling import waiting_step, wrote_items
from cms.approval.models import Batch, BatchItem
from cms.approval.models.procedure import LEAST_PERSONS
from cms.approval.procedure.steps import Step
from cms.organisation.roles import DECIDING_ROLES, Role, departments_of, roles_of

REVIEWS = (Role.REVIEWER, Role.SUPERVISOR)
SIGNS = (Role.SIGNER, Role.SUPERVISOR)
CLEARS = (Role.SECRECY_REVIEWER, Role.SUPERVISOR)
TAKERS = {Step.REVIEW: REVIEWS, Step.SECRECY: CLEARS, Step.SIGN_OFF: SIGNS}
WAITS = {
    Step.REVIEW: Q(status=Batch.Status.PREPARED),
    Step.SECRECY: Q(status=Batch.Status.REVIEWED, needs_secrecy=True),
    Step.SIGN_OFF: Q(status=Batch.Status.CLEARED) | Q(status=Batch.Status.REVIEWED, needs_secrecy=False),
}
HANDLES = (*DECIDING_ROLES, Role.SUPERVISOR)


def handles_batches(user):
    """Whether the user has anything to do with batches."""
    return user.is_active and (user.is_superuser or bool(roles_of(user) & set(HANDLES)))


def visible_batches(user):
    """The batches that the user may look into."""
    departments = departments_of(user, *HANDLES)
    if (user.is_active and user.is_superuser) or None in departments:
        return Batch.objects.all()
    return Batch.objects.filter(department__in=departments)


def objection_to_step(user, batch):
    """Why the user cannot take the step that the batch waits for, in a sentence; '' for who may."""
    step = waiting_step(batch)
    departments = departments_of(user, *TAKERS.get(step, ()))
    if None not in departments and batch.department_id not in departments:
        if step == Step.SECRECY:
            return _("A secrecy reviewer of the province, or of the department whose site it is, takes this step.")
        if step == Step.SIGN_OFF:
            return _("A signer of the province, or of the department whose site alone it concerns, signs this batch.")
        return _("A reviewer of the province, or of the department whose site alone it concerns, reviews this batch.")
    if _is(user, batch.prepared_by):
        return _("You prepared this batch, so somebody else decides about it.")
    if step == Step.SIGN_OFF and (_is(user, batch.reviewed_by) or _is(user, batch.cleared_by)):
        return _("You reviewed this batch, so somebody else signs it off.")
    if step == Step.SECRECY and any(_is(user, other) for other in apart_from_secrecy(batch)):
        return _("Three persons decide about official documents. You reviewed them; somebody else takes this step.")
    if wrote_items(batch, user):
        return _("You wrote or changed a text of this batch, so somebody else decides about it.")
    return ""


def batch_waiting_with(user, revision):
    """The batch that waits with exactly this revision, if the user may look into it; else None."""
    items = BatchItem.objects.filter(revision=revision, outcome=BatchItem.Outcome.DRAFT)
    return visible_batches(user).waiting().filter(items__in=items).order_by("-pk").first()


def prepared(user, revision):
    """Whether the person prepared a batch that holds the revision and is not decided yet."""
    items = BatchItem.objects.filter(revision=revision, outcome=BatchItem.Outcome.DRAFT)
    mine = items.filter(batch__prepared_by__person=user.person_id)
    return mine.exclude(batch__status=Batch.Status.RETURNED).exists()


def _is(user, other):
    """Whether two accounts are one person's."""
    return other is not None and other.person_id == user.person_id


def waiting_batches(user, limit=20):
    """The batches that the user may decide about now, the oldest first."""
    mine = Q()
    for step, waits in WAITS.items():
        departments = departments_of(user, *TAKERS[step])
        whose = Q() if None in departments else Q(department__in=departments)
        if departments:
            mine |= waits & whose
    if not mine:
        return []
    waiting = Batch.objects.filter(mine).exclude(prepared_by__person=user.person_id)
    signing = Q(reviewed_by__person=user.person_id) | Q(cleared_by__person=user.person_id)
    clearing = Q(reviewed_by__person=user.person_id, min_persons__gt=LEAST_PERSONS)
    waiting = waiting.exclude(WAITS[Step.SIGN_OFF] & signing).exclude(WAITS[Step.SECRECY] & clearing)
    return list(waiting.order_by("pk")[:limit])
