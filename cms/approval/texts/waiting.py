"""What waits for a person's decision among the shared texts, and one of it with the words of before and after."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst

from cms.approval.models.text import TextProposal
from cms.approval.models.text_task import TextReviewTask
from cms.approval.texts.people import reach, refusal
from cms.approval.texts.proposals import approve_words, return_words
from cms.approval.texts.registry import all_guarded, guarded_for
from cms.approval.texts.states import states_to_decide

SHOWN = 8
RELATED = ("workflow_state__requested_by", "revision__user", "task")


@dataclass(frozen=True)
class Row:
    """One text in the list."""

    title: str
    kind: str
    department: str
    writer: str
    since: datetime
    url: str


@dataclass(frozen=True)
class Words:
    """One field, as the public reads it and as it would."""

    label: str
    old: str
    new: str

    @property
    def has_changed(self):
        return self.old != self.new


@dataclass
class Waiting:
    """One text that waits, with what a decision about it needs."""

    instance: object
    source: object
    writer: object
    since: datetime
    refusal: str
    words: list = field(default_factory=list)

    @property
    def title(self):
        return str(self.instance)

    @property
    def kind(self):
        return capfirst(self.instance._meta.verbose_name)

    def approve(self, user):
        """Raises what the decision raises: a refusal in a sentence."""
        if isinstance(self.source, TextProposal):
            approve_words(self.source, user)
        else:
            self.source.task.specific.on_action(self.source, user, "approve")

    def send_back(self, user, reason):
        """Return it with a reason."""
        if isinstance(self.source, TextProposal):
            return_words(self.source, user, reason)
        else:
            self.source.task.specific.on_action(self.source, user, "reject", comment=reason)


def proposals_to_decide(user):
    """The words that wait in the departments where the user decides, of every kind, in one statement."""
    condition = Q(pk=None)
    for guarded in all_guarded().values():
        departments, everywhere = reach(user, guarded)
        if guarded.has_drafts:
            continue
        if everywhere:
            condition |= Q(model=guarded.label)
        elif departments:
            province = Q(department=None) if None in departments else Q(pk=None)
            condition |= Q(model=guarded.label) & (Q(department__in=departments - {None}) | province)
    return TextProposal.objects.waiting().filter(condition).select_related("written_by", "department")


def rows_for(user, limit):
    """What the user may have to decide about, the longest waiting first; the statements are as many for any number."""
    proposals = proposals_to_decide(user).exclude(authors=user.person_id).order_by("at", "pk")[:limit]
    others = states_to_decide(user).exclude(workflow_state__requested_by__person=user.person_id)
    states = others.exclude(revision__user__person=user.person_id).select_related(*RELATED).order_by("started_at", "pk")
    rows = [*_proposal_rows(list(proposals)), *_state_rows(list(states[:limit]))]
    return sorted(rows, key=lambda row: row.since)[:limit]


def _proposal_rows(proposals):
    objects = _objects((each.model, each.object_id) for each in proposals)
    for each in proposals:
        instance = objects.get((each.model, each.object_id))
        if instance is not None:
            url = reverse("approval_text", args=["words", each.pk])
            yield _row(instance, each.department, each.written_by, each.at, url)


def _state_rows(states):
    labels = {state.pk: _label(state.workflow_state.base_content_type_id) for state in states}
    numbers = {state.pk: int(state.workflow_state.object_id) for state in states}
    objects = _objects((labels[state.pk], numbers[state.pk]) for state in states)
    for state in states:
        instance = objects.get((labels[state.pk], numbers[state.pk]))
        if instance is not None:
            writer = state.revision.user or state.workflow_state.requested_by
            url = reverse("approval_text", args=["draft", state.pk])
            yield _row(instance, instance.department, writer, state.started_at, url)


def _label(content_type):
    kind = ContentType.objects.get_for_id(content_type)
    return f"{kind.app_label}.{kind.model}"


def _objects(named):
    """Objects by label and number, one statement a model."""
    wanted = {}
    for label, number in named:
        wanted.setdefault(label, set()).add(number)
    found = {}
    for label, numbers in wanted.items():
        guarded = all_guarded()[label]
        related = [name for name in ("department", "page", "site") if _has_relation(guarded.model, name)]
        for instance in guarded.model._base_manager.filter(pk__in=numbers).select_related(*related):
            found[label, instance.pk] = instance
    return found


def _has_relation(model, name):
    return any(each.name == name and each.is_relation for each in model._meta.concrete_fields)


def _row(instance, department, writer, since, url):
    kind = capfirst(instance._meta.verbose_name)
    return Row(str(instance), kind, department.short_name if department else "", str(writer or ""), since, url)


def open_words(user, number):
    """A proposal that waits, for one whom it concerns; None for what does not exist for the user."""
    found = TextProposal.objects.waiting().filter(pk=number).select_related("written_by").first()
    guarded = found and all_guarded().get(found.model)
    instance = guarded and guarded.model._base_manager.filter(pk=found.object_id).first()
    authors = set(found.authors.values_list("pk", flat=True)) if instance else set()
    if instance is None or not (proposals_to_decide(user).filter(pk=number).exists() or user.person_id in authors):
        return None
    words = [_words(guarded, name, getattr(instance, name), found.words.get(name, "")) for name in guarded.words]
    reason = refusal(user, guarded, instance, authors)
    return Waiting(instance, found, found.written_by, found.at, reason, _told(words))


def open_draft(user, number):
    """A text with drafts that waits, for one whom it concerns; None for what does not exist for the user."""
    state = states_to_decide(user).filter(pk=number).select_related(*RELATED).first()
    if state is None or not isinstance(state.task.specific, TextReviewTask):
        return None
    instance, run = state.workflow_state.content_object, state.workflow_state
    guarded, draft = guarded_for(type(instance)), state.revision.as_object()
    public = instance if instance.live else None
    words = [_words(guarded, name, _text(public, name), _text(draft, name)) for name in guarded.words]
    writer = state.revision.user or run.requested_by
    reason = state.task.specific.refusal(instance, user, run)
    return Waiting(draft, state, writer, state.started_at, reason, _told(words))


def _text(instance, name):
    value = getattr(instance, name) if instance is not None else ""
    return "" if value is None else value


def _words(guarded, name, old, new):
    return Words(capfirst(guarded.model._meta.get_field(name).verbose_name), str(old), str(new))


def _told(words):
    """Fields that are empty before and after say nothing."""
    return [each for each in words if each.old or each.new]
