"""The gate for shared texts: what the public reads of them changes only to words that another person approved.

Called before and after every save of every guarded model, whatever code saves it. What was found approved gets a
passage through the triggers, and becomes an entry of the publication log with the save.
"""

from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.approval.gate.admission import NotApproved
from cms.approval.log.occasion import DELETION, stated
from cms.approval.log.texts import enter
from cms.approval.models.log import LogEvent
from cms.approval.models.text import TextApproval, TextProposal
from cms.approval.texts.passages import close, open_for_save
from cms.approval.texts.registry import guarded_for
from cms.approval.texts.words import fingerprint, public_words, shows


@dataclass
class Change:
    """What a save changes of what the public reads: from which page's chain, to which words, by which approval."""

    event: str
    home: Page
    fingerprint: str
    approval: TextApproval | None = field(default=None)


def before_save(sender, instance, raw=False, update_fields=None, **kwargs):
    """Raises NotApproved where the public would read what nobody approved."""
    guarded = guarded_for(sender)
    instance._text_change = None
    if raw:
        if shows(guarded, instance):
            raise NotApproved(_("Shared texts are loaded as drafts and approved afterwards, never as public ones."))
        return
    stored = sender._base_manager.filter(pk=instance.pk).first() if instance.pk else None
    future = _as_it_would_stand(instance, stored, update_fields)
    before, after = public_words(guarded, stored), public_words(guarded, future)
    if before == after:
        return
    if not after and (guarded.has_drafts or guarded.may_empty):
        instance._text_change = Change(LogEvent.TEXT_GONE, guarded.home(stored), before)
        return
    content = fingerprint(guarded, future)
    approval = _require_approval(guarded, future, content)
    instance._text_change = Change(LogEvent.TEXT_SHOWN, guarded.home(future), content, approval)
    open_for_save(instance, content)


def _require_approval(guarded, instance, content):
    now = timezone.now()
    begins, ends = getattr(instance, "go_live_at", None), getattr(instance, "expire_at", None)
    if guarded.has_drafts and ((begins and begins > now) or (ends and ends <= now)):
        raise NotApproved(_("“%(title)s” was approved for another time.") % {"title": instance})
    approval = TextApproval.objects.about(instance).in_force().filter(fingerprint=content).order_by("-pk").first()
    if approval is None:
        raise NotApproved(_("“%(title)s” cannot be shown: another person has to approve it.") % {"title": instance})
    if not connection.in_atomic_block:
        raise NotApproved(_("“%(title)s” is published within one transaction, or not at all.") % {"title": instance})
    return approval


def _as_it_would_stand(instance, stored, update_fields):
    """The object as it would be stored, also where only some of its fields are saved."""
    if update_fields is None or stored is None:
        return instance
    future = type(instance)._base_manager.get(pk=instance.pk)
    for each in instance._meta.concrete_fields:
        if not {each.name, each.attname}.isdisjoint(update_fields):
            setattr(future, each.attname, getattr(instance, each.attname))
    return future


def after_save(sender, instance, **kwargs):
    """Ends the passage and writes the log."""
    close(instance)
    change = instance.__dict__.pop("_text_change", None)
    if change is None:
        return
    enter(instance, change)
    if change.approval is not None:
        _end_superseded(instance, change.approval)


def _end_superseded(instance, approval):
    """What was replaced comes back only by a new approval."""
    before = TextApproval.objects.about(instance).in_force().filter(pk__lt=approval.pk)
    before.exclude(fingerprint=approval.fingerprint).update(ended_at=timezone.now())


def before_deletion(sender, instance, **kwargs):
    """What is deleted leaves the public; what was proposed for it waits no longer."""
    guarded = guarded_for(sender)
    TextProposal.objects.about(instance).waiting().update(outcome=TextProposal.Outcome.REPLACED)
    stored = sender._base_manager.filter(pk=instance.pk).first()
    words = public_words(guarded, stored)
    if words:
        enter(stored, Change(LogEvent.TEXT_GONE, guarded.home(stored), words), "" if stated() else DELETION)
