from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from cms.approval.checks.hits import Where
from cms.content.fields import ReadableJSONEncoder


class Decision(models.TextChoices):
    """What becomes of a hit. What is to be fixed has to be gone from the text before it is submitted."""

    FIX = "fix", _("To be fixed")
    ACCEPT = "accept", _("Accepted")
    FALSE_ALARM = "false_alarm", _("False alarm")


SETTLED = (Decision.ACCEPT, Decision.FALSE_ALARM)


class CheckRun(models.Model):
    """A revision was checked; without a row it was not."""

    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.CASCADE, related_name="check_run")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="check_runs")
    at = models.DateTimeField(_("checked at"), auto_now=True)
    failed = models.PositiveSmallIntegerField(_("checks that failed"), default=0)

    class Meta:
        verbose_name = _("run of the checks")
        verbose_name_plural = _("runs of the checks")

    def __str__(self):
        return f"{self.page_id}/{self.revision_id}"


class FindingQuerySet(models.QuerySet):
    """Findings by whether they hold a text up."""

    def undecided_blocking(self):
        """Hits that have to be decided before the text goes on."""
        return self.filter(is_blocking=True).exclude(decision__in=SETTLED)

    def counts(self, revisions):
        """By number of the revision: how many hits it has, and how many of them hold it up; in one statement."""
        rows = self.filter(revision__in=revisions).order_by().values("revision")
        open_ones = Q(is_blocking=True) & ~Q(decision__in=SETTLED)
        counted = rows.annotate(total=Count("pk"), blocking=Count("pk", filter=open_ones))
        return {row["revision"]: (row["total"], row["blocking"]) for row in counted}


class Finding(models.Model):
    """One hit of a check in one revision, with its passage and what was decided about it.

    The signature tells the same hit in the next revision, which takes the decision over; elsewhere, or with other
    words around it, it is another hit.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="findings")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="findings")
    check_code = models.CharField(_("check"), max_length=40)
    is_blocking = models.BooleanField(_("needs a decision"), default=False)
    has_failed = models.BooleanField(_("the check failed"), default=False)
    message = models.CharField(_("message"), max_length=300)
    facts = models.JSONField(_("facts"), default=dict, encoder=ReadableJSONEncoder)
    where = models.CharField(_("place"), max_length=10, choices=Where)
    detail = models.CharField(_("part"), max_length=300, blank=True)
    before = models.CharField(max_length=60, blank=True)
    passage = models.CharField(_("passage"), max_length=300, blank=True)
    after = models.CharField(max_length=60, blank=True)
    suggestion = models.CharField(_("suggestion"), max_length=200, blank=True)
    signature = models.CharField(max_length=64)
    decision = models.CharField(_("decision"), max_length=12, choices=Decision, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["-is_blocking", "pk"]
        verbose_name = _("hit of a check")
        verbose_name_plural = _("hits of checks")
        constraints = [models.UniqueConstraint(fields=["revision", "signature"], name="one_finding_per_signature")]
        indexes = [models.Index(fields=["page", "signature"], name="finding_by_signature")]

    def __str__(self):
        return f"{self.check_code}: {self.passage or self.sentence}"

    @property
    def sentence(self):
        """What was found, in the reader's language."""
        return translated(self.message) % self.facts if self.facts else translated(self.message)

    @property
    def is_settled(self):
        """Whether it no longer holds the text up."""
        return not self.is_blocking or self.decision in SETTLED


class FindingDecision(models.Model):
    """Who decided what about a hit, when and why. Rows are only ever added; the last one counts."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="finding_decisions")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    check_code = models.CharField(_("check"), max_length=40)
    passage = models.CharField(_("passage"), max_length=300, blank=True)
    signature = models.CharField(max_length=64)
    decision = models.CharField(_("decision"), max_length=12, choices=Decision)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    at = models.DateTimeField(_("decided at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("decision about a hit")
        verbose_name_plural = _("decisions about hits")
        indexes = [models.Index(fields=["page", "signature"], name="decision_by_signature")]

    def __str__(self):
        return f"{self.page_id} {self.check_code} {self.decision}"
