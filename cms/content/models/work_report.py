from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels
from cms.organisation.kinds import ContentKind


class WorkReportPage(ContentPage):
    """A report on the work of the government (政府工作报告): the year it is given, where, when and by whom."""

    KINDS = (ContentKind.REPORT,)
    is_creatable = True
    has_toc = True
    page_description = _("A yearly report: meeting, day and speaker, and the text.")

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1949), MaxValueValidator(2200)])
    meeting = models.CharField(_("meeting"), max_length=200, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    delivered_by = models.CharField(_("delivered by"), max_length=80, blank=True)

    content_panels = content_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("year"), FieldPanel("delivered_on")]),
                FieldPanel("meeting"),
                FieldPanel("delivered_by"),
            ],
            heading=_("Report"),
        )
    )

    class Meta:
        verbose_name = _("work report")
        verbose_name_plural = _("work reports")
