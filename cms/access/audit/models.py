"""The audit: one chain for the installation, append-only, every entry bound to the one before it by its hash.

Entries name people, departments and objects by number and by word, without foreign keys: what was written stands,
whatever becomes of these. Nothing is ever removed, so it is kept for longer than the six months that the law asks for
(网络安全法, art. 21 (3)). Triggers refuse UPDATE and DELETE (cms/access/audit/triggers.py).
"""

import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.access.audit.events import Event


class AuditHead(models.Model):
    """The one row at which those who append queue; nothing of it ever changes."""

    class Meta:
        verbose_name = _("head of the audit")
        verbose_name_plural = _("heads of the audit")

    def __str__(self):
        return str(self.pk)


class AuditEntry(models.Model):
    """Who did what to what, when and from where. `facts` is JSON text in one fixed form and holds no secret."""

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    event = models.CharField(_("event"), max_length=24, choices=Event)
    at = models.DateTimeField(_("time"), db_index=True)
    user_id = models.PositiveBigIntegerField(_("account’s number"), null=True, db_index=True)
    account = models.CharField(_("account"), max_length=254, blank=True)
    name = models.CharField(_("name"), max_length=160, blank=True)
    department_id = models.PositiveBigIntegerField(_("department’s number"), null=True)
    department = models.CharField(_("department"), max_length=255, blank=True)
    target = models.CharField(_("object"), max_length=120, blank=True)
    target_label = models.CharField(_("title"), max_length=255, blank=True)
    facts = models.TextField(_("facts"), default="{}")
    address = models.CharField(_("network address"), max_length=45, blank=True)
    previous_hash = models.CharField(_("hash of the entry before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("entry of the audit")
        verbose_name_plural = _("entries of the audit")
        indexes = [models.Index(fields=["department_id", "event", "-number"], name="audit_by_department")]

    def __str__(self):
        return f"{self.number} {self.event} {self.account}"

    @property
    def fact_list(self):
        """The facts as pairs, for people to read."""
        return list(json.loads(self.facts).items())
