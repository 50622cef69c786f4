from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index

from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels
from cms.organisation.kinds import ContentKind

YEARS = [MinValueValidator(1949), MaxValueValidator(2200)]


class PlanPage(ContentPage):
    """A plan (规划计划): the years it covers, its level, and the document that approved it."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("National")
        PROVINCIAL = "provincial", _("Provincial")
        REGIONAL = "regional", _("Regional")
        MUNICIPAL = "municipal", _("Municipal")
        SPECIAL = "special", _("Special plan of a department")
        ANNUAL = "annual", _("Annual plan")

    KINDS = (ContentKind.PLAN,)
    is_creatable = True
    has_toc = True
    page_description = _("A plan with its period, level and approving document.")

    period_from = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True, validators=YEARS)
    period_to = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True, validators=YEARS)
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.SPECIAL)
    approving_document = models.CharField(
        _("approving document"), max_length=300, blank=True, help_text=_("Its title and number.")
    )
    approving_page = models.ForeignKey(
        "content.ContentPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page of the approving document"),
    )

    serve_related = (*ContentPage.serve_related, "approving_page")
    content_panels = content_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_to"), FieldPanel("level")]),
                FieldPanel("approving_document"),
                PageChooserPanel("approving_page", "content.ContentPage"),
            ],
            heading=_("Plan"),
        )
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("approving_document")]

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    @property
    def approving_url(self):
        """The address of the approving document while that is public, else ''."""
        page = self.approving_page
        return page.public_url or "" if page and page.listed_at else ""

    def problems(self):
        """A plan ends after it begins."""
        problems = super().problems()
        if self.period_from and self.period_to and self.period_to < self.period_from:
            problems["period_to"] = _("The last year lies before the first.")
        return problems
