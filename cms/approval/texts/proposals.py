"""New words for what has no drafts of its own: kept aside until another person approves them, then written at once."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.approval.models.text import TextApproval, TextProposal
from cms.approval.texts.people import refusal
from cms.approval.texts.registry import all_guarded, guarded_for
from cms.approval.texts.words import fingerprint, words_of


class TextRefused(PermissionDenied):
    """A decision about a text that this person cannot take, or not now; the text says why."""


def waiting_words(instance):
    """The proposal that waits for the object, or None."""
    return TextProposal.objects.about(instance).waiting().first() if instance.pk else None


def waiting_by_number(model, numbers):
    """The proposals that wait for objects of the model, by the object's number; one statement."""
    rows = TextProposal.objects.filter(model=model._meta.label_lower, object_id__in=numbers).waiting()
    return {row.object_id: row for row in rows.select_related("written_by")}


@transaction.atomic
def propose(instance, words, user):
    """Keep new words of a stored object for approval. Returns what waits now, or None where nothing is new.

    Words that are emptied where nobody has to approve that are gone at once.
    """
    guarded = guarded_for(type(instance))
    stored = guarded.model._base_manager.select_for_update().get(pk=instance.pk)
    before = TextProposal.objects.about(instance).waiting().select_for_update().first()
    words = words_of(guarded, stored) | words
    if before is not None and before.words == words:
        return before
    authors = set(before.authors.values_list("pk", flat=True)) if before else set()
    TextProposal.objects.about(instance).waiting().update(outcome=TextProposal.Outcome.REPLACED)
    if words == words_of(guarded, stored):
        return None
    if guarded.may_empty and not any(words.values()):
        _write(stored, words)
        _write_in_memory(instance, words)
        return None
    proposal = TextProposal.objects.create(
        model=guarded.label,
        object_id=instance.pk,
        department_id=guarded.owner(stored),
        words=words,
        written_by=user,
    )
    proposal.authors.set(authors | {user.person_id})
    return proposal


def _write(instance, words):
    _write_in_memory(instance, words)
    instance.save()


def _write_in_memory(instance, words):
    for name, value in words.items():
        setattr(instance, name, value)


@transaction.atomic
def approve_words(proposal, user):
    """Approve the words that wait and show them. Returns the object.

    Raises TextRefused for who may not, and where they were decided about or replaced meanwhile.
    """
    proposal, guarded, instance = _held(proposal, user)
    _write_in_memory(instance, proposal.words)
    TextApproval.objects.create(
        model=guarded.label,
        object_id=instance.pk,
        fingerprint=fingerprint(guarded, instance),
        written_by_id=proposal.written_by_id,
        approved_by=user,
    )
    instance.save()
    _decide(proposal, TextProposal.Outcome.APPROVED, user)
    return instance


@transaction.atomic
def return_words(proposal, user, reason):
    """Send the words back to who wrote them; the public goes on reading the old ones.

    Raises TextRefused without a reason, and as `approve_words`.
    """
    if not reason.strip():
        raise TextRefused(_("Say why you return it."))
    proposal, _guarded, _instance = _held(proposal, user)
    _decide(proposal, TextProposal.Outcome.RETURNED, user, reason.strip())


def _held(proposal, user):
    proposal = TextProposal.objects.select_for_update().get(pk=proposal.pk)
    guarded = all_guarded().get(proposal.model)
    instance = guarded and guarded.model._base_manager.select_for_update().filter(pk=proposal.object_id).first()
    if proposal.outcome or instance is None:
        raise TextRefused(_("These words were decided about or replaced in the meantime."))
    reason = refusal(user, guarded, instance, set(proposal.authors.values_list("pk", flat=True)))
    if reason:
        raise TextRefused(reason)
    return proposal, guarded, instance


def _decide(proposal, outcome, user, reason=""):
    proposal.outcome, proposal.reason = outcome, reason[:300]
    proposal.decided_by, proposal.decided_at = user, timezone.now()
    proposal.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
