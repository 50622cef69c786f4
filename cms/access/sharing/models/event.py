"""The history of grants, append-only: it names people and objects by number and by word, whatever becomes of them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.access.sharing.actions import Action


class GrantEventQuerySet(models.QuerySet):
    """Events by what they are about."""

    def about(self, instance):
        """Those of one object, the newest first."""
        return self.filter(model=instance._meta.label_lower, object_id=instance.pk).order_by("-pk")


class GrantEvent(models.Model):
    """Something that happened to a grant. Triggers refuse to change or to remove a row."""

    class Kind(models.TextChoices):
        GRANTED = "granted", _("Granted")
        CHANGED = "changed", _("Changed")
        ENDED = "ended", _("Ended on its day")
        REVOKED = "revoked", _("Revoked")
        GONE = "gone", _("Gone with its object or its holder")

    kind = models.CharField(_("event"), max_length=8, choices=Kind)
    at = models.DateTimeField(_("time"), default=timezone.now)
    by_id = models.PositiveBigIntegerField(_("account’s number"), null=True)
    by_name = models.CharField(_("by"), max_length=160, blank=True)
    model = models.CharField(_("kind of object"), max_length=100)
    object_id = models.PositiveBigIntegerField(_("number"))
    object_label = models.CharField(_("title"), max_length=255)
    department_id = models.PositiveBigIntegerField(_("department’s number"), null=True)
    holder_kind = models.CharField(_("kind of holder"), max_length=12)
    holder_id = models.PositiveBigIntegerField(_("holder’s number"))
    holder_name = models.CharField(_("holder"), max_length=255)
    action = models.CharField(_("right"), max_length=8, choices=Action)
    until = models.DateField(_("last day"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = GrantEventQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        verbose_name = _("event of a grant")
        verbose_name_plural = _("events of grants")
        indexes = [models.Index(fields=["model", "object_id", "-id"], name="grant_event_by_object")]

    def __str__(self):
        return f"{self.kind} {self.model} {self.object_id} {self.action}"
