"""Approval of texts that are no pages: shared ones with drafts, and single words such as a headline or a footer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.approval.models.passage import NEVER
from cms.organisation.models import Person


class TextQuerySet(models.QuerySet):
    """Records by what they are about."""

    def about(self, instance):
        """Those of one object."""
        return self.filter(model=instance._meta.label_lower, object_id=instance.pk or 0)

    def in_force(self):
        """Approvals whose text was not withdrawn since."""
        return self.filter(ended_at=None)

    def waiting(self):
        """Proposals that nobody has decided about."""
        return self.filter(outcome="")


class TextApproval(models.Model):
    """One person approved exactly these words, which another had written."""

    model = models.CharField(_("kind of text"), max_length=100)
    object_id = models.BigIntegerField(_("number"))
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        on_delete=models.SET_NULL,
        null=True,
        related_name="text_approvals",
        verbose_name=_("revision"),
    )
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("approved by")
    )
    at = models.DateTimeField(_("approved at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = TextQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("approval of a shared text")
        verbose_name_plural = _("approvals of shared texts")
        indexes = [models.Index(fields=["model", "object_id", "fingerprint"], name="text_approval_by_content")]

    def __str__(self):
        return f"{self.model} {self.object_id} {self.fingerprint[:12]}"


class TextPassage(models.Model):
    """A way through the triggers that guard shared texts, for what was approved; see `Passage`."""

    model = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64)
    open = models.ForeignKey("self", on_delete=models.DO_NOTHING, default=NEVER, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("passage of a shared text")
        verbose_name_plural = _("passages of shared texts")
        constraints = [
            models.CheckConstraint(condition=Q(open=NEVER), name="text_passage_ends_with_transaction"),
            models.CheckConstraint(condition=Q(pk__gt=NEVER), name="text_passage_that_never_exists"),
        ]

    def __str__(self):
        return f"{self.model} {self.object_id}"


class TextProposal(models.Model):
    """New words for something that has no drafts of its own; the public reads the old ones until they are approved.

    `authors` are all who changed the words since they were last decided about. `department` is the one that decides,
    none for the province.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        REPLACED = "replaced", _("Replaced")

    model = models.CharField(_("kind of text"), max_length=100)
    object_id = models.BigIntegerField(_("number"))
    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("department"),
    )
    words = models.JSONField(_("words"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    authors = models.ManyToManyField(Person, related_name="+", verbose_name=_("authors"))
    at = models.DateTimeField(_("written at"), auto_now_add=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = TextQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        verbose_name = _("proposed words")
        verbose_name_plural = _("proposed words")
        constraints = [
            models.UniqueConstraint(
                fields=["model", "object_id"], condition=Q(outcome=""), name="one_open_proposal_per_text"
            )
        ]

    def __str__(self):
        return f"{self.model} {self.object_id}"
