"""On what occasion something is published or taken off: by whom, by which procedure, why.

The occasion is read off the approval that lets the page through the gate. Code that knows more says so around the
publication: `with occasion(event=LogEvent.WITHDRAWN, actors=[...], reason="..."): page.unpublish()`.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from cms.approval.log.actors import actor, actors_of_batch, actors_of_workflow
from cms.approval.models.approval import Approval
from cms.approval.models.batch import Batch, BatchItem
from cms.approval.models.log import LogEvent

MIGRATING = (Batch.Kind.IMPORT, Batch.Kind.DEMO)
# Procedures that are no workflow and no batch, as the log names them.
FOLLOWS, EXPIRY, WITHDRAWAL, UNPUBLISHED, DELETION = "follows", "expiry", "withdrawal", "unpublished", "deletion"
EMERGENCY, REVIEW = "emergency", "emergency review"
SHARED_TEXT = "shared text"


@dataclass(frozen=True)
class Occasion:
    """What the log notes beside the page itself. `migrates`: the page may keep the original date of its source."""

    event: str = ""
    actors: list = field(default_factory=list)
    procedure: str = ""
    batch_id: int | None = None
    reason: str = ""
    source_url: str = ""
    source_hash: str = ""
    migrates: bool = False


_stated = ContextVar("occasion", default=None)


@contextmanager
def occasion(**facts):
    """State on what occasion the pages saved within become public or leave the public."""
    token = _stated.set(Occasion(**facts))
    try:
        yield
    finally:
        _stated.reset(token)


def stated():
    """The occasion that was stated, or None."""
    return _stated.get()


def occasion_of_page(page_id, revision_id, fingerprint):
    """The occasion, read off the approval of exactly this content."""
    approvals = (
        Approval.objects.in_force()
        .filter(page=page_id, fingerprint=fingerprint)
        .select_related(
            "workflow_state__requested_by", "workflow_state__workflow", "batch__prepared_by", "reviewed_by", "signed_by"
        )
    )
    found = approvals.order_by("-pk").first()
    return occasion_of(found, page_id, revision_id) if found else Occasion()


def occasion_of(approval, page_id, revision_id):
    """The occasion of an approval: its run of the workflow, or its batch."""
    if approval.batch_id:
        return _of_batch(approval, page_id)
    state = approval.workflow_state
    if state is not None:
        people = actors_of_workflow(state, revision_id)
        return Occasion(actors=people, procedure=str(state.workflow)[:255])
    people = [("review", approval.reviewed_by), ("sign_off", approval.signed_by)]
    return Occasion(actors=[actor(role, user, approval.at) for role, user in people if user])


def _of_batch(approval, page_id):
    batch = approval.batch
    batch.reviewed_by, batch.signed_by = approval.reviewed_by, approval.signed_by
    migrates = batch.kind in MIGRATING
    item = BatchItem.objects.filter(batch=batch, page=page_id).order_by("pk").first() if migrates else None
    return batch_occasion(batch, item, actors_of_batch(batch))


def batch_occasion(batch, item, actors):
    """The occasion of one item of a batch that was signed off by `actors`."""
    migrates = item is not None and batch.kind in MIGRATING
    return Occasion(
        actors=actors,
        procedure=batch.title[:255],
        batch_id=batch.pk,
        source_url=(item.source_url or batch.source) if migrates else "",
        source_hash=(item.source_hash or item.fingerprint) if migrates else "",
        migrates=migrates,
    )


def going_event(page):
    """What it is called that a page leaves the public without anybody having said why."""
    return (LogEvent.EXPIRED, EXPIRY) if page.expired else (LogEvent.WITHDRAWN, UNPUBLISHED)
