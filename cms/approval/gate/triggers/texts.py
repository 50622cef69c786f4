"""The triggers of shared texts: of their rows, of what was approved of them, and of the passages for them.

Where drafts and public rows share a table, a row that is not live is free. Otherwise words that are empty say nothing.
"""

from cms.approval.gate.triggers.pages import differs, quoted
from cms.approval.models.text import TextApproval, TextPassage, TextProposal
from cms.approval.texts.registry import all_guarded
from cms.organisation.models import User
from cms.triggers.registry import Trigger, register

APPROVALS = TextApproval._meta.db_table
PASSAGES = TextPassage._meta.db_table
PROPOSALS = TextProposal._meta.db_table
PEOPLE = User._meta.db_table

NO_APPROVAL = "publish gate: what the public reads of a shared text is written as it was approved, by the application"
TWO_PEOPLE = "publish gate: the approval of a shared text names two different people"
KEPT = "publish gate: the approval of a shared text stays as it was given, and ends once"
READ = "publish gate: proposed words stay as they were written; write them anew"
NO_PASSAGE = "publish gate: no approval in force for this passage of a shared text"


@register
def text_triggers():
    """Two for the table of every guarded model."""
    for guarded in all_guarded().values():
        meta = guarded.model._meta
        fields = [meta.get_field(name) for name in guarded.names]
        closed = f"NOT EXISTS (SELECT 1 FROM {PASSAGES} g WHERE g.model = '{guarded.label}' AND g.object_id = NEW.id)"
        changes = " OR ".join(map(differs, [meta.pk, *fields]))
        common = {"table": meta.db_table, "query": closed, "message": NO_APPROVAL, "reads": (PASSAGES,)}
        columns = (meta.pk.column, *(field.column for field in fields))
        yield Trigger(name=f"gate_{meta.db_table}_insert", event="INSERT", when=_shows(guarded, "NEW"), **common)
        yield Trigger(
            name=f"gate_{meta.db_table}_update",
            event="UPDATE",
            columns=("live", *columns) if guarded.has_drafts else columns,
            when=_update(guarded, changes),
            **common,
        )


def _update(guarded, changes):
    if guarded.has_drafts:
        return f"NEW.live AND (NOT OLD.live OR {changes})"
    if guarded.may_empty:
        return f"{_shows(guarded, 'NEW')} AND ({changes})"
    return f"({_shows(guarded, 'NEW')} OR {_shows(guarded, 'OLD')}) AND ({changes})"


def _shows(guarded, row):
    if guarded.has_drafts:
        return f"{row}.live"
    columns = [guarded.model._meta.get_field(name).column for name in guarded.words]
    return "(" + " OR ".join(f"{row}.{quoted(column)} <> ''" for column in columns) + ")"


@register
def text_approval_triggers():
    """An approval is given by another person than who wrote, is never turned to other words, and does not come back."""
    same_person = (
        f"EXISTS (SELECT 1 FROM {PEOPLE} a JOIN {PEOPLE} b ON b.person_id = a.person_id "
        "WHERE a.id = NEW.written_by_id AND b.id = NEW.approved_by_id)"
    )
    yield Trigger(
        name="gate_text_approval_insert",
        table=APPROVALS,
        event="INSERT",
        query=same_person,
        message=TWO_PEOPLE,
        reads=(PEOPLE,),
    )
    fixed = ("model", "object_id", "fingerprint", "written_by_id", "approved_by_id", "at")
    changes = [f"NEW.{quoted(column)} {{differs}} OLD.{quoted(column)}" for column in fixed]
    yield Trigger(
        name="gate_text_approval_update",
        table=APPROVALS,
        event="UPDATE",
        when=f"{' OR '.join(changes)} OR (OLD.ended_at IS NOT NULL AND NEW.ended_at {{differs}} OLD.ended_at)",
        message=KEPT,
    )


@register
def text_proposal_triggers():
    """What people read of proposed words stays as it was written."""
    fixed = ("model", "object_id", "department_id", "words", "written_by_id")
    yield Trigger(
        name="gate_text_proposal_update",
        table=PROPOSALS,
        event="UPDATE",
        columns=fixed,
        when=" OR ".join(f"NEW.{quoted(column)} {{differs}} OLD.{quoted(column)}" for column in fixed),
        message=READ,
    )


@register
def text_passage_triggers():
    """A passage needs an approval in force of the words that it names, and none is rewritten."""
    in_force = (
        f"EXISTS (SELECT 1 FROM {APPROVALS} a WHERE a.model = NEW.model AND a.object_id = NEW.object_id "
        "AND a.fingerprint = NEW.fingerprint AND a.ended_at IS NULL)"
    )
    yield Trigger(
        name="gate_text_passage_insert",
        table=PASSAGES,
        event="INSERT",
        query=f"NOT {in_force}",
        message=NO_PASSAGE,
        reads=(APPROVALS,),
    )
    yield Trigger(name="gate_text_passage_update", table=PASSAGES, event="UPDATE", message=NO_PASSAGE)
