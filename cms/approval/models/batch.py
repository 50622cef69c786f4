from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.approval.procedure.steps import Step
from cms.organisation.models import Person


class BatchQuerySet(models.QuerySet):
    """Batches by what they wait for."""

    def waiting(self):
        """Batches that are neither signed off nor returned."""
        return self.filter(status__in=[Batch.Status.PREPARED, Batch.Status.REVIEWED, Batch.Status.CLEARED])


class Batch(models.Model):
    """Pages that are reviewed and signed off as a whole: an import, the opening of a site."""

    class Kind(models.TextChoices):
        IMPORT = "import", _("Import")
        OPENING = "opening", _("Opening of a site")
        DEMO = "demo", _("Demonstration")

    class Status(models.TextChoices):
        FILLING = "filling", _("Being filled")
        PREPARED = "prepared", _("Waits for review")
        REVIEWED = "reviewed", _("Reviewed")
        CLEARED = "cleared", _("Waits for sign-off")
        SIGNING = "signing", _("Being published")
        SIGNED = "signed", _("Published")
        RETURNED = "returned", _("Returned")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=500, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.FILLING)
    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("The department on whose site alone its pages stand, if there is one."),
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("prepared by")
    )
    prepared_at = models.DateTimeField(_("prepared at"), auto_now_add=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True)
    needs_secrecy = models.BooleanField(
        _("needs a secrecy review"),
        default=False,
        editable=False,
        help_text=_("It holds official documents or attachments."),
    )
    min_persons = models.PositiveSmallIntegerField(
        _("least number of persons"),
        default=2,
        editable=False,
        help_text=_("Persons who decide, by the rules of procedure for the kinds of content that it holds."),
    )
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("secrecy reviewed by"),
    )
    cleared_at = models.DateTimeField(_("secrecy reviewed at"), null=True)
    checklist = models.JSONField(_("answered questions"), default=list)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("signed off by")
    )
    signed_at = models.DateTimeField(_("signed off at"), null=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("returned by")
    )
    returned_at = models.DateTimeField(_("returned at"), null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("batch")
        verbose_name_plural = _("batches")

    def __str__(self):
        return self.title


class BatchItemQuerySet(models.QuerySet):
    """Items of a batch by what became of them."""

    def by_outcome(self):
        """How many items came to which outcome, in one statement."""
        counted = self.order_by().values("outcome").annotate(total=models.Count("pk"))
        return {row["outcome"]: row["total"] for row in counted}

    def to_publish(self):
        """Items that wait for the batch to be signed off, parents before children."""
        return self.filter(outcome=BatchItem.Outcome.DRAFT).order_by("page__depth", "pk")


class BatchItem(models.Model):
    """One row of a batch and what became of it. A migrated page keeps here where it came from and its hash."""

    class Outcome(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        DUPLICATE = "duplicate", _("Duplicate")
        REJECTED = "rejected", _("Rejected")
        CHANGED = "changed", _("Changed since")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items", verbose_name=_("batch"))
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        related_name="batch_items",
        verbose_name=_("page"),
        help_text=_("The page that came of it, or of which it is a duplicate."),
    )
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.DRAFT)
    source_id = models.CharField(_("source number"), max_length=200, blank=True)
    source_line = models.CharField(_("line"), max_length=200, blank=True)
    source_url = models.CharField(_("original address"), max_length=500, blank=True)
    source_hash = models.CharField(_("hash of the original"), max_length=64, blank=True)
    version_group = models.CharField(_("group of versions"), max_length=120, blank=True)
    field = models.CharField(_("field"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = BatchItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("item of a batch")
        verbose_name_plural = _("items of a batch")
        indexes = [
            models.Index(fields=["batch", "outcome"], name="batch_item_by_outcome"),
            models.Index(fields=["source_id"], name="batch_item_by_source_id"),
            models.Index(fields=["source_hash"], name="batch_item_by_source_hash"),
        ]

    def __str__(self):
        return f"{self.batch_id}/{self.source_line or self.page_id}"


class SampleItem(models.Model):
    """An item drawn at random for one role, which opens it before it decides about the whole batch."""

    item = models.ForeignKey(BatchItem, on_delete=models.CASCADE, related_name="samples", verbose_name=_("item"))
    step = models.CharField(_("step"), max_length=20, choices=Step)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("item of a sample")
        verbose_name_plural = _("items of samples")
        constraints = [models.UniqueConstraint(fields=["item", "step"], name="drawn_once_per_step")]

    def __str__(self):
        return f"{self.item_id} {self.step}"


class SampleOpened(models.Model):
    """A person opened an item of the sample."""

    sample = models.ForeignKey(SampleItem, on_delete=models.CASCADE, related_name="opened", verbose_name=_("item"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("opened at"), auto_now_add=True)

    class Meta:
        verbose_name = _("opened item of a sample")
        verbose_name_plural = _("opened items of samples")
        constraints = [models.UniqueConstraint(fields=["sample", "person"], name="sample_opened_once_per_person")]

    def __str__(self):
        return f"{self.sample_id}: {self.person}"
