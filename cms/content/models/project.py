from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.content.blocks.project import MilestoneBlock
from cms.content.fields import StreamField
from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels
from cms.organisation.kinds import ContentKind


class ProjectPage(ContentPage):
    """A major project (重大项目)."""

    class Stage(models.TextChoices):
        PREPARING = "preparing", _("In preparation")
        APPROVED = "approved", _("Approved")
        UNDER_CONSTRUCTION = "under_construction", _("Under construction")
        COMPLETED = "completed", _("Completed")
        SUSPENDED = "suspended", _("Suspended")

    class Unit(models.TextChoices):
        TEN_THOUSAND = "ten_thousand", _("ten thousand yuan")
        HUNDRED_MILLION = "hundred_million", _("hundred million yuan")

    KINDS = (ContentKind.PROJECT,)
    is_creatable = True
    page_description = _("A project: owner, place, investment, stage and progress.")

    code = models.CharField(_("project code"), max_length=60, blank=True)
    category = models.CharField(_("category"), max_length=60, blank=True)
    owner_unit = models.CharField(_("owner"), max_length=120)
    location = models.CharField(_("location"), max_length=200, blank=True)
    investment = models.DecimalField(
        _("investment"),
        max_digits=16,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    investment_unit = models.CharField(_("unit"), max_length=16, choices=Unit, default=Unit.HUNDRED_MILLION)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.APPROVED)
    start_date = models.DateField(_("start"), null=True, blank=True)
    finish_date = models.DateField(_("completion"), null=True, blank=True, help_text=_("Expected or actual."))
    progress = models.TextField(_("progress"), blank=True)
    milestones = StreamField([("milestone", MilestoneBlock())], blank=True, verbose_name=_("milestones"))

    content_panels = content_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("code"), FieldPanel("category")]),
                FieldRowPanel([FieldPanel("owner_unit"), FieldPanel("location")]),
                FieldRowPanel([FieldPanel("investment"), FieldPanel("investment_unit")]),
                FieldRowPanel([FieldPanel("stage"), FieldPanel("start_date"), FieldPanel("finish_date")]),
                FieldPanel("progress"),
                FieldPanel("milestones"),
            ],
            heading=_("Project"),
        )
    )
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("code"),
        index.SearchField("owner_unit"),
        index.SearchField("location"),
    ]

    class Meta:
        verbose_name = _("major project")
        verbose_name_plural = _("major projects")

    def problems(self):
        """A project is completed after it started."""
        problems = super().problems()
        if self.start_date and self.finish_date and self.finish_date < self.start_date:
            problems["finish_date"] = _("The completion lies before the start.")
        return problems
