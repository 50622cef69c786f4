from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.content.blocks.gazette import GazetteEntryBlock
from cms.content.fields import StreamField
from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels
from cms.organisation.kinds import ContentKind

PDF = "application/pdf"


class GazetteIssuePage(ContentPage):
    """One issue of the gazette (政报): its contents, and the printed issue as a PDF."""

    KINDS = (ContentKind.GAZETTE,)
    is_creatable = True
    page_description = _("An issue with its contents and its PDF.")

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1949), MaxValueValidator(2200)])
    number = models.PositiveSmallIntegerField(_("number of the issue"), validators=[MinValueValidator(1)])
    issue_date = models.DateField(_("date of issue"), null=True, blank=True)
    pdf = models.ForeignKey(
        "content.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("PDF")
    )
    contents = StreamField([("entry", GazetteEntryBlock())], blank=True, verbose_name=_("contents"))

    serve_related = (*ContentPage.serve_related, "pdf")
    content_panels = content_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("year"), FieldPanel("number"), FieldPanel("issue_date")]),
                FieldPanel("pdf"),
                FieldPanel("contents"),
            ],
            heading=_("Issue"),
        )
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("contents")]

    class Meta:
        verbose_name = _("gazette issue")
        verbose_name_plural = _("gazette issues")

    def problems(self):
        """An issue appears once, and what is offered as its PDF is one."""
        problems = super().problems()
        if self.pdf and self.pdf.media_type != PDF:
            problems["pdf"] = _("Choose a PDF file.")
        if self.year and self.number and self._is_taken():
            problems["number"] = _("This issue has a page already.")
        return problems

    def _is_taken(self):
        same = GazetteIssuePage.objects.filter(
            year=self.year, number=self.number, locale=self.locale_id, department=self.department_id
        )
        return same.exclude(pk=self.pk).exists()

    def get_context(self, request, *args, **kwargs):
        """The contents, with the page of each text that has one of its own and is public."""
        context = super().get_context(request, *args, **kwargs)
        cards = context["cards_by_id"]
        context["contents"] = [
            {
                "title": entry.value["title"],
                "page_number": entry.value["page_number"],
                "card": cards.get(entry.value["page"]),
            }
            for entry in self.contents
        ]
        return context
