from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels
from cms.organisation.kinds import ContentKind


class DisclosurePage(ContentPage):
    """A page of government information disclosure, in the one form used everywhere (国办公开办函〔2019〕61号)."""

    class Part(models.TextChoices):
        GUIDE = "guide", _("Guide to disclosure")
        RULES = "rules", _("Rules of disclosure")
        CONTENT = "content", _("Statutory content")
        REPORT = "report", _("Annual report on disclosure")

    KINDS = (ContentKind.DISCLOSURE,)
    is_creatable = True
    has_toc = True
    page_description = _("Guide, rules, statutory content or annual report.")

    part = models.CharField(_("part"), max_length=8, choices=Part, default=Part.CONTENT)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2008), MaxValueValidator(2200)],
        help_text=_("The year that an annual report covers."),
    )

    content_panels = content_panels(
        MultiFieldPanel([FieldRowPanel([FieldPanel("part"), FieldPanel("year")])], heading=_("Disclosure"))
    )

    class Meta:
        verbose_name = _("disclosure page")
        verbose_name_plural = _("disclosure pages")

    def problems(self):
        """A report is that of a year, and of each year there is one."""
        problems = super().problems()
        if self.part == self.Part.REPORT and not self.year:
            problems["year"] = _("Say which year the report covers.")
        elif self.part == self.Part.REPORT and not self.is_reprint and self._is_taken():
            problems["year"] = _("There is a report for this year already.")
        return problems

    def _is_taken(self):
        same = DisclosurePage.objects.filter(
            part=self.Part.REPORT,
            year=self.year,
            locale=self.locale_id,
            department=self.department_id,
            is_reprint=False,
        )
        return same.exclude(pk=self.pk).exists()
