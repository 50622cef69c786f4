"""Entries about shared texts, which are no pages: cards, headlines, the words of a site's frame.

They stand on the chain of the site that they belong to, under the number of its home page; `address` names the text by
model and number. They say nothing about the home page itself, so they have events of their own.
"""

from cms.approval.log.actors import actor, actors_text
from cms.approval.log.chain import hold
from cms.approval.log.occasion import SHARED_TEXT, UNPUBLISHED, stated
from cms.approval.models.log import LogEntry, LogEvent


def enter(instance, change, procedure=""):
    """Append the entry of a change that is stored by now."""
    if change.home is None:
        return
    head, about, approval = hold(change.home), stated(), change.approval
    entry = LogEntry(
        event=change.event,
        page_id=change.home.pk,
        title=str(instance)[:255],
        address=f"{instance._meta.label_lower}/{instance.pk}",
        revision_id=approval.revision_id if approval else None,
        fingerprint=change.fingerprint,
        actors=actors_text(_people(approval) if approval else about.actors if about else []),
        procedure=_procedure(change, about, procedure),
        reason=about.reason if about else "",
    )
    entry.at = entry.shown_at = head.now
    head.append(entry).save(force_insert=True)


def _procedure(change, about, procedure):
    if change.event == LogEvent.TEXT_SHOWN:
        return SHARED_TEXT
    return procedure or (about.procedure if about else UNPUBLISHED)


def _people(approval):
    return [actor("submit", approval.written_by), actor("sign_off", approval.approved_by, approval.at)]
