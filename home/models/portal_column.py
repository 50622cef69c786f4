from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.content.listing.rule import ListingRule
from cms.content.models import ColumnPage
from cms.organisation.kinds import ContentKind
from home.groupings import GROUPINGS, Grouping
from home.sources import PortalColumnSource

RULE_TABLES = ("planned_columns", "departments", "topics")


class PortalColumnForm(WagtailAdminPageForm):
    """Offers the kinds of content as boxes to tick."""

    rule_kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=ContentKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )


class PortalColumnPage(ColumnPage):
    """A column of the portal, composed by a rule (planned columns × departments × kinds × subjects) and by what its
    editors decide (`Pick`). The pages stay where they are; nothing is copied (idea 2 of the design).

    Template `home/portal_column.html` gets `listing`, as every column does.
    """

    class Reprints(models.TextChoices):
        """What the column does with texts issued elsewhere (转载)."""

        NONE = "none", _("Without reprints")
        ALSO = "also", _("With reprints")
        ONLY = "only", _("Reprints only")

    rule_planned_columns = ParentalManyToManyField(
        "organisation.PlannedColumn",
        blank=True,
        related_name="+",
        verbose_name=_("planned columns"),
        help_text=_("None chosen: the rule selects nothing, and the column lists what its editors adopt."),
    )
    rule_departments = ParentalManyToManyField(
        "organisation.Department",
        blank=True,
        related_name="+",
        verbose_name=_("departments"),
        help_text=_("None chosen: all of them."),
    )
    rule_topics = ParentalManyToManyField(
        "content.Topic",
        blank=True,
        related_name="+",
        verbose_name=_("subjects"),
        help_text=_("None chosen: whatever the subject."),
    )
    rule_kinds = models.JSONField(_("kinds"), default=list, blank=True)
    reprints = models.CharField(
        _("reprints"),
        max_length=4,
        choices=Reprints,
        default=Reprints.NONE,
        help_text=_("A reprint is never a department's own document."),
    )
    include_own_children = models.BooleanField(
        _("with the pages below it"),
        default=False,
        help_text=_("Lists the portal's own pages that stand below this column as well."),
    )
    grouping = models.CharField(
        _("groups"),
        max_length=10,
        choices=Grouping,
        blank=True,
        help_text=_("How visitors can narrow a column of service guides, beside department and year."),
    )
    rule = models.JSONField(default=dict, editable=False)

    base_form_class = PortalColumnForm
    derived_fields = (*ColumnPage.derived_fields, "rule")
    parent_page_types = ["home.SectionPage", "home.PortalHomePage"]
    content_panels = [
        *ColumnPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("rule_planned_columns", widget=forms.CheckboxSelectMultiple),
                FieldPanel("rule_kinds"),
                FieldPanel("rule_departments", widget=forms.CheckboxSelectMultiple),
                FieldPanel("rule_topics", widget=forms.CheckboxSelectMultiple),
                FieldPanel("reprints"),
                FieldPanel("include_own_children"),
            ],
            heading=_("Rule"),
        ),
        FieldPanel("grouping"),
    ]

    class Meta:
        verbose_name = _("column of the portal")
        verbose_name_plural = _("columns of the portal")

    def save(self, *args, **kwargs):
        """Keep the rule's rows beside the page, so that reading the column reads one row."""
        if kwargs.get("update_fields") is None:
            self.rule = self.chosen_rows()
        return super().save(*args, **kwargs)

    def chosen_rows(self):
        """Numbers of the planned columns, departments and subjects chosen, in the rows or in a draft."""
        return {name: sorted(row.pk for row in getattr(self, f"rule_{name}").all()) for name in RULE_TABLES}

    def listing_rule(self):
        """The rule, in the language of the column."""
        return ListingRule(
            **{name: tuple(self.rule.get(name, ())) for name in RULE_TABLES},
            kinds=tuple(self.rule_kinds),
            own_only=self.reprints == self.Reprints.NONE,
            reprints_only=self.reprints == self.Reprints.ONLY,
            locale=self.locale_id,
        )

    def listing_source(self):
        """What the column lists: its rule, the pages below it, its editors' decisions."""
        return PortalColumnSource(self.pk, self.listing_rule(), self.include_own_children, GROUPINGS.get(self.grouping))

    def serve_preview(self, request, mode_name):
        """A preview shows the rule as it is in the form."""
        self.rule = self.chosen_rows()
        return super().serve_preview(request, mode_name)
