"""The triggers of what people decided about: a batch's items, an emergency, the decisions at a step."""

from cms.approval.gate.triggers.pages import quoted
from cms.approval.models import Batch, BatchItem, Emergency, StepDecision, Submission
from cms.triggers.registry import Trigger, register

PREPARED = "publish gate: what a batch holds stays as people read it"
NAMED = "publish gate: the text and the people of an emergency publication stay as they were named"
DECIDED = "publish gate: a decision stays as it was made"


def _turned(*columns):
    """SQL: one of the columns names something else; that a deletion empties it is no change."""
    changes = (f"(NEW.{name} {{differs}} OLD.{name} AND NEW.{name} IS NOT NULL)" for name in map(quoted, columns))
    return " OR ".join(changes)


@register
def decision_triggers():
    """Nothing is put in the place of what was read."""
    batches = Batch._meta.db_table
    yield _fixed(
        BatchItem,
        ("batch_id", "page_id", "revision_id", "fingerprint"),
        PREPARED,
        query=f"EXISTS (SELECT 1 FROM {batches} b WHERE b.id = OLD.batch_id AND b.status <> '{Batch.Status.FILLING}')",
        reads=(batches,),
    )
    yield _fixed(Emergency, ("page_id", "revision_id", "fingerprint", "proposed_by_id", "second_id"), NAMED)
    columns = [field.column for field in StepDecision._meta.local_concrete_fields]
    yield _fixed(StepDecision, tuple(columns), DECIDED)
    yield Trigger(
        name="gate_submission_fixed",
        table=Submission._meta.db_table,
        event="UPDATE",
        columns=("fingerprint",),
        when="NEW.fingerprint <> OLD.fingerprint AND NEW.revision_id = OLD.revision_id",
        message=DECIDED,
    )


def _fixed(model, columns, message, **asked):
    table = model._meta.db_table
    return Trigger(
        name=f"gate_{table}_fixed",
        table=table,
        event="UPDATE",
        columns=columns,
        when=_turned(*columns),
        message=message,
        **asked,
    )
