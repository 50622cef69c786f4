"""What becomes of shared texts with drafts: published as approved, withdrawn by one person, taken off at their end."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Revision

from cms.approval.gate.admission import NotApproved
from cms.approval.log.actors import actor
from cms.approval.log.occasion import EXPIRY, WITHDRAWAL, occasion
from cms.approval.models.log import LogEvent
from cms.approval.models.text import TextApproval, TextProposal
from cms.approval.models.text_task import TextReviewTask
from cms.approval.texts.people import authors_of_draft, may_decide, refusal
from cms.approval.texts.proposals import TextRefused
from cms.approval.texts.registry import all_guarded, guarded_for
from cms.approval.texts.words import fingerprint_of_text, shows

logger = logging.getLogger(__name__)


@transaction.atomic
def publish_text(workflow_state, user):
    """Record the approval of the revision that was submitted, and publish exactly that one.

    Raises NotApproved where another task than ours was taken, for a text that is not guarded or another object's, and
    for who wrote it or has no role in its department. Superusers are no exception.
    """
    instance, waiting = workflow_state.content_object, workflow_state.current_task_state
    guarded, revision = guarded_for(type(instance)), waiting.revision
    if guarded is None or not guarded.has_drafts or not isinstance(waiting.task.specific, TextReviewTask):
        raise NotApproved(_("This procedure is not the one of shared texts."))
    if revision is None or not Revision.objects.for_instance(instance).filter(pk=revision.pk).exists():
        raise NotApproved(_("The approved text does not belong to this object."))
    writer = revision.user or workflow_state.requested_by
    if user is None or writer is None:
        raise NotApproved(_("Who wrote this text and who approves it have to be known."))
    reason = refusal(user, guarded, instance, authors_of_draft(instance, revision, workflow_state.requested_by))
    if reason:
        raise NotApproved(reason)
    if guarded.home(instance) is None:
        raise NotApproved(_("The department has no site yet, so nothing of it is shown."))
    TextApproval.objects.create(
        model=guarded.label,
        object_id=instance.pk,
        revision=revision,
        fingerprint=fingerprint_of_text(guarded, revision),
        written_by=writer,
        approved_by=user,
    )
    revision.publish(user=user, skip_permission_checks=True)


def may_withdraw(user, instance):
    """Whoever may decide about the text takes it off, alone; also who wrote it."""
    guarded = guarded_for(type(instance))
    can_go = guarded is not None and (guarded.has_drafts or guarded.may_empty) and shows(guarded, instance)
    return can_go and may_decide(user, guarded, guarded.owner(instance))


@transaction.atomic
def withdraw_text(instance, user, reason):
    """Take the text off at once, wherever it is shown. It comes back only by a new approval.

    Raises TextRefused for who may not, ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("a withdrawal needs a reason")
    guarded = guarded_for(type(instance))
    instance = guarded.model._base_manager.select_for_update().get(pk=instance.pk)
    if not may_withdraw(user, instance):
        raise TextRefused(_("A reviewer or signer of the department that this text belongs to can withdraw it."))
    people = [actor("withdraw", user, timezone.now())]
    facts = {"event": LogEvent.TEXT_GONE, "actors": people, "procedure": WITHDRAWAL, "reason": reason.strip()}
    with occasion(**facts):
        if guarded.has_drafts:
            UnpublishAction(instance, user=user).execute(skip_permission_checks=True)
        else:
            for name in guarded.words:
                setattr(instance, name, "")
            instance.save()
    TextApproval.objects.about(instance).in_force().update(ended_at=timezone.now())
    TextProposal.objects.about(instance).waiting().update(outcome=TextProposal.Outcome.REPLACED)
    return instance


def expire_texts(now):
    """Take off the texts whose last moment has passed, each for itself; they come back only by a new approval."""
    number = 0
    for guarded in all_guarded().values():
        if not guarded.has_drafts:
            continue
        for instance in guarded.model._base_manager.filter(live=True, expire_at__lt=now):
            try:
                _expire(instance, now)
            except Exception:
                logger.exception("The shared text %s has expired and could not be taken off", instance.pk)
            else:
                number += 1
    return number


@transaction.atomic
def _expire(instance, now):
    with occasion(event=LogEvent.TEXT_GONE, procedure=EXPIRY):
        UnpublishAction(instance, set_expired=True).execute(skip_permission_checks=True)
    TextApproval.objects.about(instance).in_force().update(ended_at=now)
