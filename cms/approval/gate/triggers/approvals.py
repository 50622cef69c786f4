"""The triggers of what approvals stand on: the approvals, the revisions that were read, privacy."""

from wagtail.models import Page, PageViewRestriction, Revision, TaskState

from cms.approval.gate.triggers.pages import SOME_PASSAGE, quoted
from cms.approval.models import Approval
from cms.triggers.registry import Trigger, register

PAGES = Page._meta.db_table
APPROVALS = Approval._meta.db_table
STATES = TaskState._meta.db_table
PASSAGES = "approval_passage"

TWO_PEOPLE = "publish gate: an approval names two different people"
KEPT = "publish gate: an approval stays as it was given, and ends once"
READ = "publish gate: what was submitted or approved is not rewritten"
PRIVATE = "publish gate: a private page is made public by the application alone"


@register
def approval_triggers():
    """An approval is given by two people, is never turned to another content, and does not come back."""
    yield Trigger(
        name="gate_approval_insert",
        table=APPROVALS,
        event="INSERT",
        when="NEW.reviewed_by_id IS NULL OR NEW.reviewed_by_id = NEW.signed_by_id",
        message=TWO_PEOPLE,
    )
    fixed = ("page_id", "fingerprint", "reviewed_by_id", "signed_by_id", "batch_id", "at")
    changes = [f"NEW.{quoted(column)} {{differs}} OLD.{quoted(column)}" for column in fixed]
    yield Trigger(
        name="gate_approval_update",
        table=APPROVALS,
        event="UPDATE",
        when=f"{' OR '.join(changes)} OR (OLD.ended_at IS NOT NULL AND NEW.ended_at {{differs}} OLD.ended_at)",
        message=KEPT,
    )


@register
def revision_triggers():
    """The content of a revision that waits for people, or was approved by them."""
    table = Revision._meta.db_table
    yield Trigger(
        name="gate_revision_update",
        table=table,
        event="UPDATE",
        columns=("content", "object_id", "content_type_id", "base_content_type_id"),
        when="NEW.content {differs} OLD.content OR NEW.object_id {differs} OLD.object_id "
        "OR NEW.content_type_id {differs} OLD.content_type_id "
        "OR NEW.base_content_type_id {differs} OLD.base_content_type_id",
        query=f"EXISTS (SELECT 1 FROM {APPROVALS} a WHERE a.revision_id = OLD.id) "
        f"OR EXISTS (SELECT 1 FROM {STATES} s WHERE s.revision_id = OLD.id)",
        message=READ,
        reads=(APPROVALS, STATES),
    )


@register
def removal_triggers():
    """A revision that people decide about, or that was approved, is not removed either."""
    decided = (
        f"EXISTS (SELECT 1 FROM {APPROVALS} a WHERE a.revision_id = OLD.id AND a.ended_at IS NULL) "
        f"OR EXISTS (SELECT 1 FROM {STATES} s WHERE s.revision_id = OLD.id AND s.status = 'in_progress')"
    )
    yield Trigger(
        name="gate_revision_delete",
        table=Revision._meta.db_table,
        event="DELETE",
        query=decided,
        message=READ,
        reads=(APPROVALS, STATES),
    )


@register
def privacy_triggers():
    """A restriction of a public page, or of what public pages stand below."""
    table = PageViewRestriction._meta.db_table
    public = (
        f"NOT {SOME_PASSAGE} AND EXISTS (SELECT 1 FROM {PAGES} p JOIN {PAGES} r ON r.id = OLD.page_id "
        "WHERE p.live AND substr(p.path, 1, length(r.path)) = r.path)"
    )
    common = {"table": table, "query": public, "message": PRIVATE, "reads": (PAGES, PASSAGES)}
    yield Trigger(name="gate_privacy_delete", event="DELETE", **common)
    yield Trigger(
        name="gate_privacy_update",
        event="UPDATE",
        columns=("page_id", "restriction_type"),
        when="NEW.page_id <> OLD.page_id OR (NEW.restriction_type = 'none' AND OLD.restriction_type <> 'none')",
        **common,
    )
