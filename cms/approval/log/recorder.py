"""Every publication becomes an entry of the log, whatever code brings it about.

Every path that makes a page public, or takes it off, ends in a save of the page (or in `enter_batch`, where two hundred
are published at once); every save passes here, after the gate. The log itself tells whether something changed: a page
whose newest entry says the same needs none. The date that visitors read is taken from the log and from nothing else.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from wagtail.models import Page

from cms.anchoring.canonical import text_of
from cms.approval.gate.fingerprint import BOOKKEEPING, fingerprint
from cms.approval.log.actors import actors_text
from cms.approval.log.chain import hold
from cms.approval.log.files import files_of
from cms.approval.log.occasion import DELETION, FOLLOWS, Occasion, going_event, occasion_of_page, stated
from cms.approval.log.turns import lock_below, lock_pages
from cms.approval.models.approval import Approval
from cms.approval.models.log import PUBLIC_EVENTS, LogEntry, LogEvent

# A save of these alone neither publishes nor takes off.
LOUD = {"live", "live_revision", "first_published_at", "last_published_at", "alias_of"}
QUIET = BOOKKEEPING.union(["go_live_at", "expire_at"]) - LOUD


@dataclass(frozen=True)
class Standing:
    """What log and database say of a page before it is saved."""

    is_public: bool
    revision_id: int | None
    fingerprint: str
    shown_at: datetime | None
    first_published_at: datetime | None


NEW = Standing(False, None, "", None, None)


@dataclass
class Pending:
    """An entry that is written as soon as the page is stored."""

    head: object
    event: str
    shown_at: datetime
    fingerprint: str
    occasion: Occasion


def standing_of(page_id):
    """What was last written about the page, and what is stored of it, in one statement."""
    newest = LogEntry.objects.changing().filter(page_id=OuterRef("pk")).order_by("-pk")
    columns = {f"log_{name}": Subquery(newest.values(name)[:1]) for name in LOGGED}
    row = Page.objects.filter(pk=page_id).order_by().values("first_published_at", **columns).first()
    if row is None:
        return NEW
    return Standing(
        is_public=row["log_event"] in PUBLIC_EVENTS,
        revision_id=row["log_revision_id"],
        fingerprint=row["log_fingerprint"] or "",
        shown_at=row["log_shown_at"],
        first_published_at=row["first_published_at"],
    )


LOGGED = ("event", "revision_id", "fingerprint", "shown_at")


def take_turn(sender, instance, raw=False, update_fields=None, **kwargs):
    """Called before every save of every page, and before the gate asks: what it reads then stays so."""
    if instance.pk is not None and not _says_nothing(sender, instance, raw, update_fields):
        lock_pages([instance.pk])


def _says_nothing(sender, page, raw, update_fields):
    """Whether the save can neither publish the page nor take it off."""
    quiet = QUIET.union(getattr(sender, "derived_fields", ()))
    return raw or page.depth == 1 or (update_fields is not None and quiet.issuperset(update_fields))


def before_save(sender, instance, raw=False, update_fields=None, **kwargs):
    """Called before every save of every page: decides whether an entry is due, and sets the date that it gives."""
    instance._publication = None
    if _says_nothing(sender, instance, raw, update_fields) or (instance.pk is None and not instance.live):
        return
    standing = standing_of(instance.pk) if instance.pk else NEW
    if not instance.live:
        if standing.is_public:
            instance._publication = _leaving(instance, standing)
        if standing.shown_at:
            instance.first_published_at = standing.shown_at
        return
    content = _content(instance, standing)
    same = standing.revision_id == instance.live_revision_id and standing.fingerprint == content
    if not (standing.is_public and same):
        instance._publication = _coming(instance, standing, content)
    _date(instance, standing, update_fields)


def _content(page, standing):
    """The fingerprint of what the page will say; saved as a plain `Page`, that of the revision it stands for."""
    if type(page) is page.specific_class:
        return fingerprint(page)
    approved = Approval.objects.in_force().filter(page=page.pk, revision=page.live_revision_id).order_by("-pk")
    return approved.values_list("fingerprint", flat=True).first() or standing.fingerprint


def _coming(page, standing, content):
    """The entry of a page that becomes public, or says something else in public from now on."""
    head = hold(page)
    about = stated() or _read_occasion(page, content)
    event, shown_at = about.event or LogEvent.PUBLISHED, standing.shown_at
    original = standing.first_published_at
    if shown_at is None:
        if about.migrates and original is not None and original <= head.now:
            event, shown_at = LogEvent.MIGRATED, original
        else:
            shown_at = head.now
    return Pending(head, event, shown_at, content, about)


def _read_occasion(page, content):
    if page.alias_of_id:
        return Occasion(procedure=FOLLOWS, reason=str(page.alias_of_id))
    return occasion_of_page(page.pk, page.live_revision_id, content) if page.pk else Occasion()


def _leaving(page, standing):
    """The entry of a page that leaves the public."""
    about = stated()
    if about is None:
        event, procedure = going_event(page)
        about = Occasion(event=event, procedure=procedure)
    shown_at = standing.shown_at
    return Pending(hold(page), about.event, shown_at, standing.fingerprint, about)


def _date(page, standing, update_fields):
    """The shown date is the log's, whatever a form, a revision or a script says."""
    shown_at = page._publication.shown_at if page._publication else standing.shown_at
    page.first_published_at = shown_at
    if getattr(page, "listed_at", None):
        page.listed_at = shown_at
    stays = update_fields is not None and "first_published_at" not in update_fields
    if stays and page.pk and standing.first_published_at != shown_at:
        Page.objects.filter(pk=page.pk).update(first_published_at=shown_at)


def after_save(sender, instance, **kwargs):
    """Called after every save of every page: writes the entry that was found due before it.

    What leaves the public comes back only by a new approval, whoever took it off.
    """
    pending = getattr(instance, "_publication", None)
    if pending is None:
        return
    instance._publication = None
    entry = entry_of(instance, pending.event, pending.fingerprint, pending.occasion)
    entry.at, entry.shown_at = pending.head.now, pending.shown_at
    if pending.event in PUBLIC_EVENTS:
        entry.attachments = text_of(files_of([instance])[instance.pk])
    else:
        Approval.objects.in_force().filter(page=instance.pk).update(ended_at=entry.at)
    pending.head.append(entry).save(force_insert=True)


def before_delete(sender, instance, **kwargs):
    """Called before a page is deleted, whatever deletes it; what was public leaves the public with it."""
    standing = standing_of(instance.pk)
    if standing.is_public:
        about = stated() or Occasion(event=LogEvent.DELETED, procedure=DELETION)
        with transaction.atomic():
            lock_below(instance.path)
            head = hold(instance)
            entry = entry_of(instance, about.event, standing.fingerprint, about)
            entry.revision_id = standing.revision_id
            entry.at, entry.shown_at = head.now, standing.shown_at
            head.append(entry).save(force_insert=True)


def entry_of(page, event, content, about):
    """An entry about the page, without its place in the chain, its times and its files."""
    return LogEntry(
        event=event,
        page_id=page.pk,
        title=page.title[:255],
        address=page.url_path,
        revision_id=page.live_revision_id,
        fingerprint=content,
        actors=actors_text(about.actors),
        procedure=about.procedure,
        batch_id=about.batch_id,
        reason=about.reason,
        source_url=about.source_url,
        source_hash=about.source_hash,
    )


@transaction.atomic
def record(page, event, revision, fingerprint, actors, procedure, reason=""):
    """Append an entry that no save of the page brings about, as the review of an emergency publication."""
    about = Occasion(event=event, actors=actors, procedure=procedure, reason=reason)
    lock_pages([page.pk])
    head = hold(page)
    entry = entry_of(page, event, fingerprint, about)
    entry.revision_id = getattr(revision, "pk", revision)
    standing = standing_of(page.pk)
    entry.at, entry.shown_at = head.now, standing.shown_at or head.now
    return _stored(head.append(entry))


def _stored(entry):
    entry.save(force_insert=True)
    return entry
