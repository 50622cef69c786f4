from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.decision import Decision
from home.forms import PickForm
from home.querysets import PickQuerySet


class Pick(models.Model):
    """One page in one column of the portal: offered by its department (报送), and what the portal's editors decided.

    The page stays where it is. An adopted one may carry a headline of the portal's own and stand at the top, in an
    order, until a day that is included.
    """

    Decision = Decision

    page = models.ForeignKey(
        "content.ContentPage", on_delete=models.CASCADE, related_name="picks", verbose_name=_("page")
    )
    column = models.ForeignKey(
        "home.PortalColumnPage", on_delete=models.CASCADE, related_name="picks", verbose_name=_("column of the portal")
    )
    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="picks",
        verbose_name=_("department"),
    )
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, default=Decision.OFFERED)
    reason = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("The department reads it. A refusal needs one.")
    )
    headline = models.CharField(_("headline"), max_length=120, blank=True, help_text=_("Empty: the title of the page."))
    pin_order = models.PositiveSmallIntegerField(
        _("place at the top"), null=True, blank=True, help_text=_("Empty: not pinned. 1 stands first.")
    )
    pinned_until = models.DateField(
        _("pinned until"), null=True, blank=True, help_text=_("The last day at the top. Empty: no end.")
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("offered by"),
    )
    offered_at = models.DateTimeField(_("offered at"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)

    objects = PickQuerySet.as_manager()
    base_form_class = PickForm

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("pick")
        verbose_name_plural = _("picks")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "column"],
                name="one_pick_per_page_and_column",
                violation_error_message=_("This column has a decision about this page already."),
            ),
        ]
        indexes = [
            models.Index(fields=["column", "decision"], name="pick_by_column_and_decision"),
            models.Index(fields=["department", "offered_at"], name="pick_by_offer"),
            models.Index(fields=["department", "decided_at"], name="pick_by_decision"),
        ]

    def __str__(self):
        return f"{self.headline or self.page} · {self.get_decision_display()}"

    def save(self, *args, **kwargs):
        """The department is that of the page."""
        self.department_id = self.page.department_id
        super().save(*args, **kwargs)

    @property
    def is_pinned(self):
        """Whether an editor put it at the top; the last day is for the query to tell."""
        return self.decision == Decision.ADOPTED and self.pin_order is not None

    def clean(self):
        """Rules of a decision, each with its message beside the field."""
        errors = {}
        if self.decision == Decision.REFUSED and not self.reason.strip():
            errors["reason"] = _("Give the reason of the refusal; the department reads it.")
        if self.decision != Decision.ADOPTED and self.pin_order is not None:
            errors["pin_order"] = _("Only an adopted page can stand at the top.")
        if self.pinned_until and self.pin_order is None:
            errors["pinned_until"] = _("Give the place at the top as well.")
        if errors:
            raise ValidationError(errors)
