"""The publication log: append-only, one chain a site, every entry bound to the one before it by its hash.

Entries name pages, revisions, people and batches by number and by word, without foreign keys: what was written stands,
whatever becomes of these. Triggers refuse UPDATE and DELETE (cms/approval/log/triggers.py).
"""

import json

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _


class LogEvent(models.TextChoices):
    """What happened to a page in public."""

    PUBLISHED = "published", _("Published")
    MIGRATED = "migrated", _("Migrated")
    EMERGENCY = "emergency", _("Published in an emergency")
    REVIEWED = "reviewed", _("Emergency publication reviewed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    DELETED = "deleted", _("Deleted")
    TEXT_SHOWN = "text_shown", _("Shared text shown")
    TEXT_GONE = "text_gone", _("Shared text taken off")


# These are about a text that the pages of a site share; they stand under the number of the site's home page.
TEXT_EVENTS = frozenset([LogEvent.TEXT_SHOWN, LogEvent.TEXT_GONE])
# After these the page is public; after the others it is not. A review and shared texts change nothing about it.
PUBLIC_EVENTS = frozenset([LogEvent.PUBLISHED, LogEvent.MIGRATED, LogEvent.EMERGENCY])


class LogChain(models.Model):
    """The chain of one site. Its key is the translation key of the site's home page, the same in every language.

    The row is what two signers of one site queue at; nothing of it ever changes.
    """

    key = models.UUIDField(_("key"), unique=True)

    class Meta:
        verbose_name = _("chain of the publication log")
        verbose_name_plural = _("chains of the publication log")

    def __str__(self):
        return str(self.key)


class LogEntryQuerySet(models.QuerySet):
    """Entries by page and by site."""

    def changing(self):
        """Entries after which a page is public or is not; a review changes nothing, nor does a shared text."""
        return self.exclude(event__in=[LogEvent.REVIEWED, *TEXT_EVENTS])

    def latest_of(self, pages):
        """The latest entry of each of the pages that changed its state, by the page's number; one statement."""
        newest = self.changing().filter(page_id__in=pages).order_by().values("page_id").annotate(newest=Max("pk"))
        return {entry.page_id: entry for entry in self.filter(pk__in=newest.values("newest"))}


class LogEntry(models.Model):
    """What became public or left the public, who decided it in which role, when, and by which procedure.

    `at` is when it was written. `shown_at` is the publication date that visitors read: that of the page's first entry,
    or the original date of a migrated page; only that one may lie before `at` of the first entry.
    `attachments` and `actors` are JSON text in one fixed form, so that every changed character shows.
    """

    chain = models.ForeignKey(LogChain, on_delete=models.PROTECT, related_name="entries", verbose_name=_("chain"))
    number = models.PositiveBigIntegerField(_("number"))
    event = models.CharField(_("event"), max_length=12, choices=LogEvent)
    at = models.DateTimeField(_("time"))
    shown_at = models.DateTimeField(_("shown publication date"))
    page_id = models.PositiveBigIntegerField(_("page"))
    title = models.CharField(_("title"), max_length=255)
    address = models.TextField(_("address"))
    revision_id = models.PositiveBigIntegerField(_("revision"), null=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    attachments = models.TextField(_("hashes of the attachments"), default="[]")
    actors = models.TextField(_("who took part"), default="[]")
    procedure = models.CharField(_("procedure"), max_length=255, blank=True)
    batch_id = models.PositiveBigIntegerField(_("batch"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    source_url = models.TextField(_("original address"), blank=True)
    source_hash = models.CharField(_("hash of the original"), max_length=64, blank=True)
    previous_hash = models.CharField(_("hash of the entry before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("entry of the publication log")
        verbose_name_plural = _("entries of the publication log")
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="log_one_entry_a_number"),
            models.UniqueConstraint(fields=["chain", "previous_hash"], name="log_never_forks"),
        ]
        indexes = [models.Index(fields=["page_id", "-id"], name="log_by_page")]

    def __str__(self):
        return f"{self.number} {self.event} {self.title}"

    @property
    def actor_list(self):
        """Who took part, as a list of dictionaries: role, user, account, name, at."""
        return json.loads(self.actors)

    @property
    def attachment_list(self):
        """Pairs of name and hash of the files that belonged to the page."""
        return json.loads(self.attachments)

    @property
    def is_public(self):
        """Whether the page is public after this entry."""
        return self.event in PUBLIC_EVENTS
