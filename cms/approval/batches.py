"""Batches: many pages reviewed and signed off as a whole, by two people, never by a back door."""

from django.db import transaction
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.approval.bulk import publish_items
from cms.approval.fingerprint import fingerprint_of_revision
from cms.approval.models import Batch, BatchItem
from cms.approval.privacy import read_once
from cms.content.placement import department_at

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
    _step(batch, Batch.Status.FILLING, Batch.Status.PREPARED, department_id=_sole_department(batch))


def _sole_department(batch):
    """The department whose site holds all pages of the batch; None where they stand on several sites or the portal."""
    drafts = batch.items.filter(outcome=BatchItem.Outcome.DRAFT, page__isnull=False).order_by()
    site = Substr("page__path", 1, 2 * Page.steplen)
    owners = {department_at(path) for path in drafts.annotate(site=site).values_list("site", flat=True).distinct()}
    return owners.pop() if len(owners) == 1 else None


def review_batch(batch, user, note=""):
    """The first of two people has looked at the batch.

    Raises ApprovalError when the batch does not wait for review, or when the user prepared it.
    """
    with transaction.atomic():
        refuse_same_person(user, batch.prepared_by_id)
        _step(
            batch,
            Batch.Status.PREPARED,
            Batch.Status.REVIEWED,
            reviewed_by=user,
            reviewed_at=timezone.now(),
            note=note[:500],
        )


def return_batch(batch, user, note):
    """Send a batch back, with the reason; its pages stay drafts.

    Raises ApprovalError when the batch is already being published, or when the user prepared it.
    """
    if batch.status not in (Batch.Status.PREPARED, Batch.Status.REVIEWED):
        raise ApprovalError(_("This batch does not wait for a decision any more."))
    refuse_same_person(user, batch.prepared_by_id)
    _step(batch, batch.status, Batch.Status.RETURNED, note=note[:500], returned_by=user, returned_at=timezone.now())


def start_signing(batch, user):
    """The second person signs; what remains is `sign_batch`'s work, now or in the background.

    Raises ApprovalError when the batch was not reviewed, when the user took part in it before, or when another person
    signs it.
    """
    if batch.status == Batch.Status.SIGNING:
        if batch.signed_by_id != user.pk:
            raise ApprovalError(_("Another person is signing this batch off."))
        return
    refuse_same_person(user, batch.prepared_by_id, batch.reviewed_by_id)
    _step(batch, Batch.Status.REVIEWED, Batch.Status.SIGNING, signed_by=user, signed_at=timezone.now())


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


def approve_batch(batch, reviewer, signer, progress=None):
    """Both steps at once, by two accounts, of a batch that its maker has filled.

    Raises ApprovalError when they are one person.
    """
    if reviewer == signer:
        raise ApprovalError(_("Review and sign-off have to be done by two different persons."))
    if batch.status == Batch.Status.FILLING:
        close_batch(batch)
    review_batch(batch, reviewer)
    return sign_batch(batch, signer, progress)


def refuse_same_person(user, *others):
    """Raises ApprovalError for a person who took an earlier step; superusers are no exception."""
    if user.pk in others:
        raise ApprovalError(_("Who prepared or reviewed a batch cannot take the next step as well."))


def _step(batch, before, after, **facts):
    """Move a batch on, unless somebody else did in the meantime."""
    changed = Batch.objects.filter(pk=batch.pk, status=before).update(status=after, **facts)
    if not changed:
        raise ApprovalError(_("This batch does not wait for this step."))
    batch.refresh_from_db()
