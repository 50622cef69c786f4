"""Which steps a text has to go through, by the rules that the supervising office keeps (plan §4)."""

from dataclasses import dataclass, field

from modelcluster.models import get_all_child_relations
from wagtail.documents.models import AbstractDocument

from cms.approval.models.procedure import LEAST_PERSONS, ProcedureRule
from cms.approval.procedure.steps import Step, in_order
from cms.content.models import OfficialDocumentPage
from cms.content.placement import department_at
from cms.organisation.kinds import ContentKind

# Only where the office has deleted every rule: nothing is decided by fewer steps than these.
FALLBACK = {Step.REVIEW: (2, 1), Step.SIGN_OFF: (2, 1)}


@dataclass(frozen=True)
class Procedure:
    """What a text goes through: its steps in order, each with working days and urgent ones, and how many persons."""

    kind: str
    min_persons: int = LEAST_PERSONS
    steps: dict = field(default_factory=dict)


def procedure_for(page):
    """The procedure of a page as it stands in memory.

    The department's own rule goes before the template, the rule of the kind before that of everything else. Whatever
    the rules say, official documents and texts with attachments go through the secrecy review, and somebody signs. A
    department's rule never asks for fewer persons than the template does today; where its steps are too few for them,
    those of the template are taken as well.
    """
    kind = kind_of(page)
    rule, template = _rules(kind, department_of(page))
    with_attachments = has_attachments(page)
    own = list(rule.steps.all()) if rule else []
    spare = [row for row in own if row.only_with_attachments and not with_attachments]
    rows = [row for row in own if row not in spare]
    steps = _days(rows) if rule else dict(FALLBACK)
    steps.setdefault(Step.SIGN_OFF, FALLBACK[Step.SIGN_OFF])
    if with_attachments or is_official_document(page):
        steps.setdefault(Step.SECRECY, steps[Step.SIGN_OFF])
    least = _least(rule, template)
    more = sorted(template.steps.all() if template else [], key=lambda row: row.only_with_attachments)
    for step, days in _days([*more, *spare]).items():
        if len(steps) < least:
            steps.setdefault(step, days)
    return Procedure(kind, least, {step: steps[step] for step in in_order(steps)})


def least_persons(kind, department):
    """How many persons decide about content of the kind from the department at least."""
    return _least(*_rules(kind, department))


def _rules(kind, department):
    """The rule for content of the kind from the department, and the template above it; None where none is left."""
    rules = ProcedureRule.objects.filter(kind__in={kind, ""}).prefetch_related("steps")
    found = {(rule.department_id, rule.kind): rule for rule in rules if rule.department_id in (department, None)}
    templates = [(None, kind), (None, "")]
    wanted = [(department, kind), (None, kind), (department, ""), (None, "")]
    return [next((found[key] for key in keys if key in found), None) for keys in (wanted, templates)]


def _least(*rules):
    return max([LEAST_PERSONS, *(rule.min_persons for rule in rules if rule)])


def _days(rows):
    """Working days and urgent ones, by step."""
    return {row.step: (row.days, row.urgent_days) for row in rows}


def required_steps(page):
    """The steps that no rule can take away from the page as it stands in memory."""
    secrecy = [Step.SECRECY] if is_official_document(page) or has_attachments(page) else []
    return [*secrecy, Step.SIGN_OFF]


def kind_of(page):
    """The kind of content; '' for columns, home pages and whatever else has none."""
    return ContentKind.DOCUMENT.value if is_official_document(page) else getattr(page, "kind", "")


def is_official_document(page):
    """By its type, whatever kind it claims."""
    return isinstance(page, OfficialDocumentPage)


def department_of(page):
    """The number of the department that answers for the page, or None."""
    return getattr(page, "department_id", None) or department_at(page.path)


def has_attachments(page):
    """Whether a file comes with the page: attached, kept elsewhere, in its body or in a field of its own."""
    if hasattr(page, "attachments") and page.attachments.exists():
        return True
    children = (row for relation in get_all_child_relations(type(page)) for row in _rows(page, relation))
    return any(_names_a_file(part) for part in (page, *children))


def _rows(page, relation):
    return getattr(page, relation.get_accessor_name()).all()


def _names_a_file(part):
    for column in part._meta.concrete_fields:
        target = column.related_model
        if target is not None and issubclass(target, AbstractDocument) and getattr(part, column.attname):
            return True
        if hasattr(column, "extract_references"):
            found = column.extract_references(getattr(part, column.attname))
            if any(issubclass(reference[0], AbstractDocument) for reference in found):
                return True
    return False
