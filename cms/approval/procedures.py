"""Which steps a text has to go through, by the rules that the supervising office keeps (plan §4)."""

from dataclasses import dataclass, field

from modelcluster.models import get_all_child_relations
from wagtail.documents.models import AbstractDocument

from cms.approval.models.procedure import LEAST_PERSONS, ProcedureRule
from cms.approval.steps import Step, in_order
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
    the rules say, official documents and texts with attachments go through the secrecy review, and somebody signs.
    """
    kind = kind_of(page)
    rule = rule_for(kind, department_of(page))
    with_attachments = has_attachments(page)
    steps = dict(FALLBACK)
    if rule is not None:
        rows = [row for row in rule.steps.all() if with_attachments or not row.only_with_attachments]
        steps = {row.step: (row.days, row.urgent_days) for row in rows}
    steps.setdefault(Step.SIGN_OFF, FALLBACK[Step.SIGN_OFF])
    if with_attachments or is_official_document(page):
        steps.setdefault(Step.SECRECY, steps[Step.SIGN_OFF])
    least = rule.min_persons if rule else LEAST_PERSONS
    return Procedure(kind, max(LEAST_PERSONS, least), {step: steps[step] for step in in_order(steps)})


def rule_for(kind, department):
    """The rule for content of the kind from the department, or None where none is left."""
    rules = ProcedureRule.objects.filter(kind__in={kind, ""}).prefetch_related("steps")
    found = {(rule.department_id, rule.kind): rule for rule in rules if rule.department_id in (department, None)}
    wanted = [(department, kind), (None, kind), (department, ""), (None, "")]
    return next((found[key] for key in wanted if key in found), None)


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
