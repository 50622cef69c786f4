"""Batches: many pages reviewed and signed off as a whole, by two people, never by a back door."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.approval.batches.inspection import inspect, objection_to_hits
from cms.approval.batches.publication import publish_items
from cms.approval.batches.sampling import (
    batch_needs_secrecy,
    objection_to_sample,
    open_sample,
    persons_for,
    sole_department,
    waiting_step,
    wrote_items,
)
from cms.approval.gate.fingerprint import fingerprint_of_revision
from cms.approval.gate.privacy import read_once
from cms.approval.models import Batch, BatchItem
from cms.approval.models.procedure import LEAST_PERSONS
from cms.approval.procedure.secrecy import Unanswered, answers, questions
from cms.approval.procedure.steps import Step

CHUNK = 200


class ApprovalError(Exception):
    """A step of a batch that cannot be taken; the text says why, to the person who tried."""


def open_batch(kind, title, prepared_by=None, source=""):
    """A batch to be filled."""
    return Batch.objects.create(kind=kind, title=title[:200], prepared_by=prepared_by, source=source[:500])


@read_once()
def add_to_batch(batch, pages):
    """Record each page's latest revision with its fingerprint; that, and nothing later, will be published."""
    pages = list(pages)
    revisions = {page.pk: page.get_latest_revision() or page.save_revision() for page in pages}
    BatchItem.objects.bulk_create(
        BatchItem(
            batch=batch,
            page_id=page.pk,
            revision=revisions[page.pk],
            fingerprint=fingerprint_of_revision(revisions[page.pk]),
        )
        for page in pages
    )


def close_batch(batch):
    """The batch is complete and waits for review."""
    _step(
        batch,
        Batch.Status.FILLING,
        Batch.Status.PREPARED,
        department_id=sole_department(batch),
        needs_secrecy=batch_needs_secrecy(batch),
        min_persons=persons_for(batch),
    )


def review_batch(batch, user, note=""):
    """The first of two people has looked at the batch.

    Raises ApprovalError when the batch does not wait for review, when the user prepared it or wrote one of its texts,
    or has not opened the sample.
    """
    with transaction.atomic():
        require_fit(batch, Step.REVIEW, user, batch.prepared_by)
        _step(
            batch,
            Batch.Status.PREPARED,
            Batch.Status.REVIEWED,
            reviewed_by=user,
            reviewed_at=timezone.now(),
            note=note[:500],
        )


def clear_batch(batch, user, checklist):
    """The secrecy review of a batch with official documents or attachments: every question is confirmed.

    Raises ApprovalError when the batch does not wait for it, when a question is not confirmed, when the user prepared
    the batch or wrote one of its texts, has not opened the sample, or reviewed a batch that three persons decide.
    """
    with transaction.atomic():
        require_fit(batch, Step.SECRECY, user, batch.prepared_by, *apart_from_secrecy(batch))
        try:
            confirmed = answers(checklist)
        except Unanswered as unanswered:
            raise ApprovalError(str(unanswered)) from unanswered
        _step(
            batch,
            Batch.Status.REVIEWED,
            Batch.Status.CLEARED,
            cleared_by=user,
            cleared_at=timezone.now(),
            checklist=confirmed,
        )


def return_batch(batch, user, note):
    """Send a batch back, with the reason; its pages stay drafts.

    Raises ApprovalError when the batch is already being published, or when the user prepared it.
    """
    if batch.status not in (Batch.Status.PREPARED, Batch.Status.REVIEWED, Batch.Status.CLEARED):
        raise ApprovalError(_("This batch does not wait for a decision any more."))
    refuse_same_person(user, batch.prepared_by)
    _step(batch, batch.status, Batch.Status.RETURNED, note=note[:500], returned_by=user, returned_at=timezone.now())


def start_signing(batch, user):
    """The second person signs; what remains is `sign_batch`'s work, now or in the background.

    Raises ApprovalError when the batch was not reviewed, when its secrecy review is missing, when the user took part in
    it before or has not opened the sample, or when another person signs it.
    """
    if batch.status == Batch.Status.SIGNING:
        if batch.signed_by_id != user.pk:
            raise ApprovalError(_("Another person is signing this batch off."))
        return
    if batch.needs_secrecy and batch.status == Batch.Status.REVIEWED:
        raise ApprovalError(_("The secrecy review is missing: the batch holds official documents or attachments."))
    require_fit(batch, Step.SIGN_OFF, user, batch.prepared_by, batch.reviewed_by, batch.cleared_by)
    before = Batch.Status.CLEARED if batch.needs_secrecy else Batch.Status.REVIEWED
    _step(batch, before, Batch.Status.SIGNING, signed_by=user, signed_at=timezone.now())


def sign_batch(batch, user, progress=None):
    """Sign the batch off, and publish every item that is still what was prepared.

    Published in chunks, each a transaction of its own: a run that was killed goes on where it was when called again.
    `progress` is called with the number of items after each chunk.

    Raises ApprovalError as `start_signing` does.
    """
    start_signing(batch, user)
    while items := list(batch.items.to_publish().select_related("revision")[:CHUNK]):
        publish_items(batch, items)
        if progress:
            progress(len(items))
    _step(batch, Batch.Status.SIGNING, Batch.Status.SIGNED)
    return batch.items.filter(outcome=BatchItem.Outcome.PUBLISHED).count()


def approve_batch(batch, reviewer, signer, secrecy_reviewer=None, progress=None):
    """The checks and all steps that are left, by their persons, each of whom opens the sample before.

    Where nobody is named for the secrecy review, the reviewer takes it as well, if two persons are enough for what the
    batch holds. Signing is always another person's.

    Raises ApprovalError when one person takes two steps that are not one person's.
    """
    if reviewer.person_id == signer.person_id:
        raise ApprovalError(_("Review and sign-off have to be done by two different persons."))
    if batch.status == Batch.Status.FILLING:
        close_batch(batch)
    inspect(batch)
    if batch.status == Batch.Status.PREPARED:
        open_sample(batch, reviewer)
        review_batch(batch, reviewer)
    if waiting_step(batch) == Step.SECRECY:
        open_sample(batch, secrecy_reviewer or reviewer)
        clear_batch(batch, secrecy_reviewer or reviewer, [number for number, _text in questions()])
    if waiting_step(batch) == Step.SIGN_OFF:
        open_sample(batch, signer)
    return sign_batch(batch, signer, progress)


def refuse_same_person(user, *others):
    """Raises ApprovalError for a person who took an earlier step, with whichever account; superusers too."""
    if user.person_id in {other.person_id for other in others if other is not None}:
        raise ApprovalError(_("Who prepared or reviewed a batch cannot take the next step as well."))


def apart_from_secrecy(batch):
    """Who cannot take the secrecy review besides who prepared the batch: the reviewer, where three persons decide."""
    return [batch.reviewed_by] if batch.min_persons > LEAST_PERSONS else []


def require_fit(batch, step, user, *others):
    """Raises ApprovalError where the batch does not wait for the step, for who took an earlier one, wrote one of the
    texts, or has not opened the sample.
    """
    refuse_same_person(user, *others)
    if waiting_step(batch) != step:
        raise ApprovalError(_("This batch does not wait for this step."))
    by_proposer = batch.kind == Batch.Kind.OPENING and batch.status == Batch.Status.PREPARED
    if not by_proposer and wrote_items(batch, user):
        raise ApprovalError(_("Who wrote or changed a text of the batch cannot decide about it."))
    objection = objection_to_sample(batch, user) or objection_to_hits(batch)
    if objection:
        raise ApprovalError(objection)


def _step(batch, before, after, **facts):
    """Move a batch on, unless somebody else did in the meantime."""
    changed = Batch.objects.filter(pk=batch.pk, status=before).update(status=after, **facts)
    if not changed:
        raise ApprovalError(_("This batch does not wait for this step."))
    batch.refresh_from_db()
