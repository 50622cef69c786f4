from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels
from cms.organisation.kinds import ContentKind


class LeaderPage(ContentPage):
    """A leader (领导信息): the title is the name, the lead picture the portrait, the text the biography.

    Speeches and activities are other pages that relate to this one.
    """

    KINDS = (ContentKind.LEADER,)
    is_creatable = True
    page_description = _("A leader: name, portrait, position, biography and duties.")

    position = models.CharField(_("position"), max_length=120)
    duties = models.TextField(_("duties"), blank=True, help_text=_("One a line."))
    in_office_from = models.DateField(_("in office from"), null=True, blank=True)
    in_office_to = models.DateField(_("in office to"), null=True, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0, help_text=_("The lowest number stands first."))

    content_panels = content_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("position"), FieldPanel("order")]),
                FieldPanel("duties"),
                FieldRowPanel([FieldPanel("in_office_from"), FieldPanel("in_office_to")]),
            ],
            heading=_("Office"),
        )
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("position"), index.SearchField("duties")]

    class Meta:
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")

    @property
    def duty_lines(self):
        """The duties, one a line."""
        return [line.strip() for line in self.duties.splitlines() if line.strip()]

    @property
    def is_in_office(self):
        """Whether the person holds the office today."""
        return self.in_office_to is None or self.in_office_to >= timezone.localdate()

    def problems(self):
        """An office ends after it began."""
        problems = super().problems()
        if self.in_office_from and self.in_office_to and self.in_office_to < self.in_office_from:
            problems["in_office_to"] = _("The last day lies before the first.")
        return problems
